import { patch } from '../api/client.js';
import { Fields, FormBox, Send, useForm } from '../ui/form.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';
import { wayOf, written } from './providers.js';

/** @type {import('../ui/field.js').Asked} */
const METADATA = { name: 'metadata', label: 'Metadata', kind: 'json', help: 'Anything of yours as JSON, kept with the number; such as {"branch": "Leith"}.' };

/** Changes a number. Secrets stay unless new ones are typed. @param {{ number: import('../api/shapes').PhoneNumber, saved: (number: import('../api/shapes').PhoneNumber) => void }} props */
export function EditNumber({ number, saved }) {
  const way = wayOf(number);
  const fields = [...way.edited.map((field) => (field.kind === 'password' ? { ...field, required: false, placeholder: 'unchanged' } : field)), METADATA];
  const form = useForm(shown(number, fields), async (values) => {
    const { data } = await patch(`/phone-numbers/${number.id}`, { ...written(values, fields.slice(0, -1), true), metadata: parsed(values.metadata) });
    saved(data);
    say('Saved.');
  });
  return html`<section class="card"><h2>Settings</h2>
    <${FormBox} form=${form}><${Fields} fields=${fields} form=${form} /><${Send} form=${form} label="Save" /><//></section>`;
}

/** @param {any} number @param {import('../ui/field.js').Asked[]} fields */
function shown(number, fields) {
  const values = /** @type {Record<string, any>} */ ({});
  for (const field of fields) {
    const value = number[field.name];
    values[field.name] = Array.isArray(value) ? value.join('\n') : value ?? '';
  }
  values.metadata = Object.keys(number.metadata).length ? JSON.stringify(number.metadata, null, 2) : '';
  return values;
}

/** @param {string} text */
function parsed(text) {
  if (!text.trim()) return {};
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error('Validation failed'), { details: [{ field: 'metadata', message: 'is not JSON: it begins with { and ends with }, names in double quotes' }] });
  }
}
