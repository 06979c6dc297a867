import { useState } from '../lib/hooks.js';
import { useEvents } from '../api/events.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { Status } from '../ui/status.js';
import { AssignAgent } from './assign.js';
import { wayOf } from './providers.js';

const PAGE = 50;

/** All numbers, and how their lines stand. @param {{ place: import('../app/router.js').Place }} props */
export function NumberList({ place }) {
  const offset = Number(place.query.get('offset') ?? 0);
  const numbers = useResource('/phone-numbers', { limit: PAGE, offset });
  const agents = useResource('/agents', { limit: 100 });
  const lines = useLines();
  const member = useMay('member');
  const admin = useMay('admin');
  return html`<${Heading} title="Numbers">
      ${admin && html`<a class="button" href="#/numbers/buy">Buy a number</a>`}
      ${member && html`<a class="button primary" href="#/numbers/add">Add a number</a>`}
    <//>
    <${Loaded} from=${numbers}>${(/** @type {any[]} */ list) => (list.length === 0 && offset === 0 ? html`<${None} member=${member} />` : html`
      <table class="list"><thead><tr><th scope="col">Number</th><th scope="col">Line</th><th scope="col">Provider</th><th scope="col">Answered by</th></tr></thead>
        <tbody>${list.map((number) => html`<${Row} key=${number.id} number=${number} line=${lines[number.id] ?? number.line} agents=${agents.data ?? []} />`)}</tbody></table>
      <${Pager} ...${numbers.answer.pagination} href=${(/** @type {number} */ at) => to(['numbers'], { offset: at })} />`)}<//>`;
}

/** How lines stand since the page was opened, by the number's id. */
function useLines() {
  const [lines, setLines] = useState(/** @type {Record<string, any>} */ ({}));
  useEvents(({ type, data }) => {
    if (type === 'line.updated') setLines((old) => ({ ...old, [data.phoneNumberId]: data }));
  });
  return lines;
}

/** @param {{ number: import('../api/shapes').PhoneNumber, line: any, agents: import('../api/shapes').Agent[] }} props */
function Row({ number, line, agents }) {
  return html`<tr>
    <th scope="row"><a href=${to(['numbers', number.id])}>${number.number}</a><small>${number.name}</small></th>
    <td data-label="Line"><${Status} of=${line.status} title=${line.reason} />${line.status !== 'ready' && html`<small>${line.reason}</small>`}</td>
    <td data-label="Provider">${wayOf(number).name}</td>
    <td data-label="Answered by"><${AssignAgent} number=${number} agents=${agents} /></td>
  </tr>`;
}

/** @param {{ member: boolean }} props */
function None({ member }) {
  return html`<${Empty} title="No numbers yet">
    <p>A number is where people call. Connect one from Twilio, or from your own PBX or SIP trunk.</p>
    ${member && html`<a class="button primary" href="#/numbers/add">Add a number</a>`}
  <//>`;
}
