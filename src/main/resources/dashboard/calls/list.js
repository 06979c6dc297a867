import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { duration, words } from '../ui/format.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { Status } from '../ui/status.js';
import { When } from '../ui/when.js';
import { Filters } from './filters.js';
import { useLiveCalls } from './live.js';
import { Ticking } from './ticking.js';

const PAGE = 50;
const ASKED = ['status', 'direction', 'phoneNumberId', 'agentId', 'search', 'blame', 'endedReason', 'createdAfter', 'createdBefore'];

/** All calls, the newest first; it moves by itself. @param {{ place: import('../app/router.js').Place }} props */
export function CallList({ place }) {
  const { query } = place;
  const offset = Number(query.get('offset') ?? 0);
  const asked = Object.fromEntries(ASKED.map((name) => [name, query.get(name)]));
  const after = query.get('after');
  const calls = useResource('/calls', { ...asked, include: 'none', limit: PAGE, ...(after ? { after } : { offset }) });
  const numbers = useResource('/phone-numbers', { limit: 100 });
  const agents = useResource('/agents', { limit: 100 });
  const fits = (/** @type {any} */ call) => ['status', 'direction', 'phoneNumberId', 'agentId'].every((name) => !asked[name] || call[name] === asked[name]);
  const rows = useLiveCalls(calls, { growing: offset === 0 && !asked.search && !asked.blame && !asked.endedReason, fits, most: PAGE });
  const names = { numbers: byId(numbers.data), agents: byId(agents.data) };
  const member = useMay('member');
  const narrowed = Object.values(asked).some(Boolean);
  return html`<${Heading} title="Calls">${member && html`<a class="button primary" href="#/talk/place">Place a call</a>`}<//>
    <${Filters} query=${query} numbers=${numbers.data ?? []} agents=${agents.data ?? []} />
    <${Loaded} from=${calls} lines=${8}>${() => ((rows ?? []).length === 0 ? html`<${None} narrowed=${narrowed} />` : html`
      <table class="list calls"><thead><tr><th scope="col">Far party</th><th scope="col">State</th><th scope="col">Number</th><th scope="col">Agent</th><th scope="col">Began</th><th scope="col" class="right">Length</th></tr></thead>
        <tbody>${(rows ?? []).map((call) => html`<${Row} key=${call.id} call=${call} names=${names} />`)}</tbody></table>
      <${Pager} ...${calls.answer.pagination} offset=${offset} href=${(/** @type {number} */ at) => to(['calls'], { ...asked, offset: at, after: at === offset + PAGE ? calls.answer.pagination.nextCursor : '' })} />`)}<//>`;
}

/** @param {any[] | undefined} list @returns {Record<string, any>} */
const byId = (list) => Object.fromEntries((list ?? []).map((one) => [one.id, one]));

/** @param {{ call: import('../api/shapes').Call & { fresh?: boolean }, names: { numbers: Record<string, any>, agents: Record<string, any> } }} props */
function Row({ call, names }) {
  const ended = call.blame && call.blame !== 'nobody' ? call.endedReason : null;
  return html`<tr class=${call.fresh ? 'fresh' : ''}>
    <th scope="row"><a href=${to(['calls', call.id])}><span class=${`way ${call.direction}`} aria-hidden="true"></span><span class="sr">${call.direction}: </span>${call.customerNumber || 'unknown'}</a></th>
    <td data-label="State"><${Status} of=${call.status} title=${call.endedMessage ?? undefined} />${ended && html`<small>${words(ended)} · ${call.blame}</small>`}</td>
    <td data-label="Number">${names.numbers[call.phoneNumberId ?? '']?.number ?? '–'}</td>
    <td data-label="Agent">${names.agents[call.agentId ?? '']?.name ?? '–'}</td>
    <td data-label="Began"><${When} at=${call.createdAt} /></td>
    <td data-label="Length" class="right">${call.status === 'in-progress' && call.startedAt ? html`<${Ticking} since=${call.startedAt} />` : duration(call.durationSeconds)}</td>
  </tr>`;
}

/** @param {{ narrowed: boolean }} props */
function None({ narrowed }) {
  return narrowed
    ? html`<${Empty} title="No calls like that"><p>Ask for less, or <a href="#/calls">show all calls</a>.</p><//>`
    : html`<${Empty} title="No calls yet"><p>They appear here by themselves, as they ring. The quickest one: <a href="#/talk">talk to an agent</a> from this page.</p><//>`;
}
