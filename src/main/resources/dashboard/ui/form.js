import { useRef, useState } from '../lib/hooks.js';
import { html } from './html.js';
import { Field } from './field.js';

/**
 * What a form holds and what the server said about it.
 * @typedef {{
 *   values: Record<string, any>, problems: Record<string, string>, failure: string, busy: boolean,
 *   put: (name: string, value: any) => void, all: (values: Record<string, any>) => void, submit: (event?: Event) => Promise<void>, element: any
 * }} Form
 */

/**
 * A form that the server judges: what it finds wrong appears at its field, and the first of them is gone to.
 * @param {Record<string, any>} initial
 * @param {(values: Record<string, any>) => Promise<any>} send rejects with an ApiError
 * @returns {Form}
 */
export function useForm(initial, send) {
  const [values, setValues] = useState(initial);
  const [said, setSaid] = useState({ problems: /** @type {Record<string, string>} */ ({}), failure: '' });
  const [busy, setBusy] = useState(false);
  const element = useRef(/** @type {HTMLFormElement | null} */ (null));
  const put = (/** @type {string} */ name, /** @type {any} */ value) => {
    setValues((old) => ({ ...old, [name]: value }));
    setSaid((old) => ({ ...old, problems: { ...old.problems, [name]: '' } }));
  };
  const submit = async (/** @type {Event | undefined} */ event) => {
    event?.preventDefault();
    setBusy(true);
    setSaid({ problems: {}, failure: '' });
    try {
      await send(values);
    } catch (error) {
      setSaid(understood(/** @type {any} */ (error), element.current));
      requestAnimationFrame(() => /** @type {HTMLElement | null} */ (element.current?.querySelector('[aria-invalid="true"]') ?? null)?.focus());
    } finally {
      setBusy(false);
    }
  };
  return { values, ...said, busy, put, all: setValues, submit, element };
}

/** What has a field stands there; the rest stands above the button. @param {any} error @param {HTMLFormElement | null} form */
function understood(error, form) {
  const problems = /** @type {Record<string, string>} */ ({});
  const rest = /** @type {string[]} */ ([]);
  for (const { field, message } of error.details ?? []) {
    if (form?.elements.namedItem(field)) problems[field] = message;
    else rest.push(`${field} ${message}.`);
  }
  const placed = Object.keys(problems).length > 0;
  const failure = [placed && error.message === 'Validation failed' ? '' : error.message, ...rest].filter(Boolean).join(' ');
  return { problems, failure: failure || 'Please correct what is marked above.' };
}

/** The fields that are asked for, the seldom ones behind a fold. @param {{ fields: import('./field.js').Asked[], form: Form }} props */
export function Fields({ fields, form }) {
  const more = fields.filter((field) => field.more);
  const wrong = more.some((field) => form.problems[field.name]);
  return html`
    ${fields.filter((field) => !field.more).map((field) => html`<${Field} key=${field.name} field=${field} form=${form} />`)}
    ${more.length > 0 && html`<details class="more" open=${wrong || undefined}><summary>More settings</summary>
      ${more.map((field) => html`<${Field} key=${field.name} field=${field} form=${form} />`)}</details>`}`;
}

/** @param {{ form: Form, children: any }} props */
export function FormBox({ form, children }) {
  return html`<form ref=${form.element} onSubmit=${form.submit} novalidate>${children}</form>`;
}

/** The button that sends, with what stands in its way. @param {{ form: Form, label: string, cancel?: string }} props */
export function Send({ form, label, cancel }) {
  return html`<div class="send">
    <p class="problem-text" role="alert">${form.failure}</p>
    <div class="actions">
      ${cancel && html`<a class="button" href=${cancel}>Cancel</a>`}
      <button class="primary" type="submit" disabled=${form.busy}>${form.busy ? 'One moment …' : label}</button>
    </div>
  </div>`;
}
