import { useState } from '../lib/hooks.js';
import { post } from '../api/client.js';
import { useMay } from '../app/access.js';
import { Dialog } from '../ui/dialog.js';
import { FormBox, Send, useForm } from '../ui/form.js';
import { Field } from '../ui/field.js';
import { html } from '../ui/html.js';
import { say, telling } from '../ui/notice.js';
import { Listen } from './listen.js';

/** @type {import('../ui/field.js').Asked} */
const TO = { name: 'to', label: 'To', required: true, placeholder: '+14155550123', maxlength: 32, help: 'A number with + and country code, or an extension of the PBX.' };
/** @type {import('../ui/field.js').Asked} */
const TYPE = { name: 'type', label: 'How', kind: 'select', options: [{ value: 'blind', label: 'at once' }, { value: 'attended', label: 'after the target has answered' }], help: '' };
/** @type {import('../ui/field.js').Asked} */
const DIGITS = { name: 'digits', label: 'Keys', required: true, placeholder: '123#', maxlength: 64, help: '0 to 9, *, #, A to D.' };

/** What can be done with a call that is going on. @param {{ call: import('../api/shapes').Call }} props */
export function Controls({ call }) {
  const [open, setOpen] = useState('');
  const member = useMay('member');
  const admin = useMay('admin');
  if (!member) return null;
  const talking = call.status === 'in-progress';
  return html`<div class="actions controls" role="group" aria-label="Control the call">
    <button type="button" class="danger" onClick=${() => telling(() => post(`/calls/${call.id}/hangup`), 'The call is ending.')}>Hang up</button>
    ${talking && html`<button type="button" onClick=${() => setOpen('transfer')}>Transfer</button>
      <button type="button" onClick=${() => setOpen('dtmf')}>Press keys</button>`}
    ${talking && admin && html`<${Listen} call=${call} />`}
    ${open === 'transfer' && html`<${Ask} title="Transfer the call" fields=${[TO, TYPE]} initial=${{ type: 'blind' }} label="Transfer" close=${() => setOpen('')}
      send=${(/** @type {any} */ values) => post(`/calls/${call.id}/transfer`, { to: values.to?.trim() ?? '', type: values.type })} done="The transfer has begun." />`}
    ${open === 'dtmf' && html`<${Ask} title="Press keys" fields=${[DIGITS]} initial=${{}} label="Press" close=${() => setOpen('')}
      send=${(/** @type {any} */ values) => post(`/calls/${call.id}/dtmf`, { digits: (values.digits ?? '').trim() })} done="Pressed." />`}
  </div>`;
}

/** @param {{ title: string, fields: any[], initial: any, label: string, close: () => void, send: (values: any) => Promise<any>, done: string }} props */
function Ask({ title, fields, initial, label, close, send, done }) {
  const form = useForm(initial, async (values) => {
    await send(values);
    say(done);
    close();
  });
  return html`<${Dialog} title=${title} close=${close}><${FormBox} form=${form}>${fields.map((field) => html`<${Field} key=${field.name} field=${field} form=${form} />`)}<${Send} form=${form} label=${label} /><//><//>`;
}
