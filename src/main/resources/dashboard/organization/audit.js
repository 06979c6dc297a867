import { useResource } from '../api/resource.js';
import { go, to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { When } from '../ui/when.js';

const PAGE = 50;

/** `updatePhoneNumber` as people say it: update phone number. @param {string} action */
const spoken = (action) => action.replace(/([A-Z])/g, ' $1').toLowerCase();

/** Who changed what. @param {{ place: import('../app/router.js').Place }} props */
export function Audit({ place }) {
  const asked = { keyId: place.query.get('keyId'), action: place.query.get('action'), objectId: place.query.get('objectId') };
  const offset = Number(place.query.get('offset') ?? 0);
  const entries = useResource('/audit-log', { limit: PAGE, offset, ...asked });
  const keys = useResource('/api-keys', { limit: 100 });
  const choose = (/** @type {any} */ event) => go(to(['organization', 'audit'], { ...asked, keyId: event.currentTarget.value }), { replace: true });
  return html`<div class="filters"><label class="filter"><span>By key</span><select value=${asked.keyId ?? ''} onChange=${choose}><option value="">all keys</option>
      ${(keys.data ?? []).map((/** @type {any} */ key) => html`<option key=${key.id} value=${key.id} selected=${key.id === asked.keyId}>${key.name} …${key.hint}</option>`)}</select></label>
      ${Object.values(asked).some(Boolean) && html`<a class="button small" href="#/organization/audit">Show all</a>`}</div>
    <${Loaded} from=${entries}>${(/** @type {any[]} */ list) => (list.length === 0 ? html`<${Empty} title="Nothing was changed yet"><p>Every change and every sign-in is written here, for a year.</p><//>` : html`
      <table class="list"><thead><tr><th scope="col">What</th><th scope="col">By</th><th scope="col">When</th><th scope="col">Answer</th></tr></thead>
        <tbody>${list.map((entry) => html`<tr key=${entry.id}><th scope="row">${spoken(entry.action)}<small>${entry.fields.join(', ')}</small></th>
          <td data-label="By">${entry.keyName}<small>from ${entry.from}</small></td><td data-label="When"><${When} at=${entry.at} /></td>
          <td data-label="Answer">${entry.status}${entry.objectId && html`<small><a href=${to(['organization', 'audit'], { objectId: entry.objectId })}>all about it</a></small>`}</td></tr>`)}</tbody></table>
      <${Pager} ...${entries.answer.pagination} href=${(/** @type {number} */ at) => to(['organization', 'audit'], { ...asked, offset: at })} />`)}<//>`;
}
