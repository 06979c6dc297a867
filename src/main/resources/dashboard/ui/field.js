import { useId } from '../lib/hooks.js';
import { html } from './html.js';

/**
 * How a field is asked for.
 * @typedef {{
 *   name: string, label: string, help?: any, kind?: 'text' | 'password' | 'number' | 'select' | 'check' | 'long' | 'json' | 'lines',
 *   options?: (string | { value: string, label: string })[], required?: boolean, placeholder?: string, min?: number, max?: number,
 *   maxlength?: number, more?: boolean, secret?: boolean
 * }} Asked `more`: seldom needed, shown when asked for; `secret`: never shown again, and kept when left empty
 */

/**
 * A field with its help and what the server finds wrong with it.
 * @param {{ field: Asked, form: import('./form.js').Form }} props
 */
export function Field({ field, form }) {
  const id = useId();
  const problem = form.problems[field.name];
  const value = form.values[field.name];
  const shared = {
    id, name: field.name, required: field.required,
    'aria-invalid': problem ? 'true' : undefined,
    'aria-describedby': `${id}-problem ${id}-help`,
  };
  const put = (/** @type {any} */ next) => form.put(field.name, next);
  return html`<div class=${`field field-${field.kind ?? 'text'}`}>
    <label for=${id}>${field.label}${field.required || field.kind === 'check' || field.kind === 'select' ? '' : html` <span class="optional">optional</span>`}</label>
    ${input(field, shared, value, put)}
    <p class="problem-text" id=${`${id}-problem`} role=${problem ? 'alert' : undefined}>${problem ? sentence(problem) : ''}</p>
    <p class="help" id=${`${id}-help`}>${field.help}</p>
  </div>`;
}

/** @param {Asked} field @param {any} shared @param {any} value @param {(value: any) => void} put */
function input(field, shared, value, put) {
  const typed = (/** @type {any} */ event) => put(event.currentTarget.value);
  switch (field.kind) {
    case 'select':
      return html`<select ...${shared} value=${value ?? ''} onChange=${typed}>
        ${(field.options ?? []).map((option) => (typeof option === 'string' ? { value: option, label: option } : option))
          .map((option) => html`<option key=${option.value} value=${option.value} selected=${option.value === (value ?? '')}>${option.label}</option>`)}
      </select>`;
    case 'check':
      return html`<input ...${shared} type="checkbox" checked=${Boolean(value)} onChange=${(/** @type {any} */ event) => put(event.currentTarget.checked)} />`;
    case 'long':
    case 'lines':
    case 'json':
      return html`<textarea ...${shared} rows=${field.kind === 'long' ? 5 : 3} maxlength=${field.maxlength} placeholder=${field.placeholder}
        spellcheck=${field.kind === 'long'} value=${value ?? ''} onInput=${typed}></textarea>`;
    default:
      return html`<input ...${shared} type=${field.kind ?? 'text'} min=${field.min} max=${field.max} maxlength=${field.maxlength}
        placeholder=${field.placeholder} autocomplete=${field.kind === 'password' ? 'new-password' : 'off'} spellcheck="false"
        value=${value ?? ''} onInput=${typed} />`;
  }
}

/** The server's words begin where a field's name ends: `is required`. @param {string} message */
function sentence(message) {
  return message.charAt(0).toUpperCase() + message.slice(1) + (/[.!?]$/.test(message) ? '' : '.');
}
