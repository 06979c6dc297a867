import { useState } from '../lib/hooks.js';
import { post, remove } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { useIdentity } from '../app/access.js';
import { to } from '../app/router.js';
import { Copy } from '../ui/copy.js';
import { Confirm } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { FormBox, Send, useForm } from '../ui/form.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { telling } from '../ui/notice.js';
import { Pager } from '../ui/pager.js';
import { Status } from '../ui/status.js';
import { When } from '../ui/when.js';

const PAGE = 50;
/** @type {import('../ui/field.js').Asked} */
const NAME = { name: 'name', label: 'Name', required: true, maxlength: 255, placeholder: 'Reporting', help: 'For whom or for what it is.' };
/** @type {import('../ui/field.js').Asked} */
const ROLE = {
  name: 'role', label: 'Role', kind: 'select', help: 'What it may do; it cannot be changed later.',
  options: [{ value: 'read-only', label: 'read-only: looks' }, { value: 'member', label: 'member: also changes numbers and agents, and calls' }, { value: 'admin', label: 'admin: also manages keys' }],
};

/** API keys: made, shown once, revoked. @param {{ place: import('../app/router.js').Place }} props */
export function Keys({ place }) {
  const offset = Number(place.query.get('offset') ?? 0);
  const keys = useResource('/api-keys', { limit: PAGE, offset });
  const [made, setMade] = useState(/** @type {any} */ (null));
  const form = useForm({ role: 'read-only' }, async (values) => {
    setMade((await post('/api-keys', { name: values.name?.trim() ?? '', role: values.role })).data);
    form.all({ role: 'read-only' });
    keys.again();
  });
  return html`<section class="card"><h2>New key</h2>
      ${made && html`<div class="secret" role="status"><p><strong>Keep it now: it cannot be shown again.</strong></p><dl><${Copy} label=${`Key ${made.name}`} value=${made.key} /></dl>
        <div class="actions"><button type="button" onClick=${() => setMade(null)}>I have it</button></div></div>`}
      <${FormBox} form=${form}><${Field} field=${NAME} form=${form} /><${Field} field=${ROLE} form=${form} /><${Send} form=${form} label="Make the key" /><//></section>
    <${Loaded} from=${keys}>${(/** @type {any[]} */ list) => html`
      <table class="list"><thead><tr><th scope="col">Key</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col"><span class="sr">Do</span></th></tr></thead>
        <tbody>${list.map((key) => html`<${Row} key=${key.id} apiKey=${key} again=${keys.again} />`)}</tbody></table>
      <${Pager} ...${keys.answer.pagination} href=${(/** @type {number} */ at) => to(['organization', 'keys'], { offset: at })} />`}<//>`;
}

/** @param {{ apiKey: import('../api/shapes').ApiKey, again: () => void }} props */
function Row({ apiKey, again }) {
  const [asking, setAsking] = useState(false);
  const { keyId } = useIdentity();
  const own = keyId === apiKey.id;
  const revoke = async () => {
    if (await telling(() => remove(`/api-keys/${apiKey.id}`), `${apiKey.name} is revoked.`)) again();
  };
  return html`<tr><th scope="row">${apiKey.name}<small>…${apiKey.hint}${own ? ' · yours' : ''}</small></th>
    <td data-label="Role">${apiKey.operator ? 'operator' : apiKey.role}</td>
    <td data-label="Made"><${When} at=${apiKey.createdAt} /></td><td data-label="Last used"><${When} at=${apiKey.lastUsedAt} /></td>
    <td>${apiKey.revokedAt ? html`<${Status} of="revoked" />` : !own && html`<button type="button" class="small danger" aria-label=${`Revoke ${apiKey.name}`} onClick=${() => setAsking(true)}>Revoke</button>`}
      ${asking && html`<${Confirm} title=${`Revoke ${apiKey.name}?`} action="Revoke" close=${() => setAsking(false)} confirm=${revoke}><p>Whoever uses it is refused from now on. This cannot be undone.</p><//>`}</td></tr>`;
}
