import { useEvents } from '../api/events.js';
import { useResource } from '../api/resource.js';
import { to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { money } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { Plot } from '../ui/plot.js';
import { When } from '../ui/when.js';

const PAGE = 50;

/** What is left, and what changed it. @param {{ place: import('../app/router.js').Place }} props */
export function Balance({ place }) {
  const offset = Number(place.query.get('offset') ?? 0);
  const balance = useResource('/organization/balance');
  const ledger = useResource('/organization/ledger', { limit: PAGE, offset });
  useEvents(({ type }) => {
    if (type !== 'balance.updated') return;
    balance.again();
    ledger.again();
  });
  return html`<section class="card"><h2>Balance</h2><${Loaded} from=${balance} lines=${1}>${(/** @type {any} */ data) => html`
      <p class="tile"><strong>${data.unlimited ? 'unlimited' : money(data.amount, data.currency)}</strong><span>${data.unlimited ? 'Calls are not held against an amount.' : 'When it is gone, no call is taken or placed until it is credited by the operator.'}</span></p>`}<//></section>
    <${Loaded} from=${ledger}>${(/** @type {any[]} */ entries) => (entries.length === 0 ? html`<${Empty} title="Nothing has changed it yet"><p>Credits and what calls cost appear here.</p><//>` : html`
      ${entries.length > 1 && html`<section class="card"><${Plot} label="The balance after each change on this page." data=${curve(entries)} series=${[{ name: `balance (${entries[0].currency})`, colour: '--series-1', fill: true }]} height=${140} /></section>`}
      <table class="list"><thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col" class="right">Change</th><th scope="col" class="right">Balance</th></tr></thead>
        <tbody>${entries.map((entry) => html`<tr key=${entry.id}><th scope="row">${entry.note || 'change'}</th><td data-label="When"><${When} at=${entry.createdAt} /></td>
          <td data-label="Change" class="right">${money(entry.amount, entry.currency)}</td><td data-label="Balance" class="right">${money(entry.balanceAfter, entry.currency)}</td></tr>`)}</tbody></table>
      <${Pager} ...${ledger.answer.pagination} href=${(/** @type {number} */ at) => to(['organization', 'balance'], { offset: at })} />`)}<//>`;
}

/** @param {any[]} entries the newest first */
function curve(entries) {
  const old = entries.toReversed();
  return [old.map((entry) => Date.parse(entry.createdAt) / 1000), old.map((entry) => Number(entry.balanceAfter))];
}
