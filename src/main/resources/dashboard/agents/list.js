import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Pager } from '../ui/pager.js';
import { Status } from '../ui/status.js';
import { runtimeOf } from './runtimes.js';

const PAGE = 50;

/** All agents. @param {{ place: import('../app/router.js').Place }} props */
export function AgentList({ place }) {
  const offset = Number(place.query.get('offset') ?? 0);
  const agents = useResource('/agents', { limit: PAGE, offset });
  const member = useMay('member');
  return html`<${Heading} title="Agents">${member && html`<a class="button primary" href="#/agents/new">New agent</a>`}<//>
    <${Loaded} from=${agents}>${(/** @type {any[]} */ list) => (list.length === 0 && offset === 0 ? html`<${None} member=${member} />` : html`
      <table class="list"><thead><tr><th scope="col">Agent</th><th scope="col">Takes calls</th><th scope="col">Runs</th><th scope="col"><span class="sr">Do</span></th></tr></thead>
        <tbody>${list.map((agent) => html`<tr key=${agent.id}>
          <th scope="row"><a href=${to(['agents', agent.id])}>${agent.name}</a></th>
          <td data-label="Takes calls"><${Status} of=${agent.isActive ? 'active' : 'paused'} /></td>
          <td data-label="Runs">${runtimeOf(agent.runtime).name}<small>${agent.runtime.url}</small></td>
          <td>${member && html`<a class="button small" href=${to(['talk'], { agentId: agent.id })} aria-label=${`Talk to ${agent.name}`}>Talk</a>`}</td>
        </tr>`)}</tbody></table>
      <${Pager} ...${agents.answer.pagination} href=${(/** @type {number} */ at) => to(['agents'], { offset: at })} />`)}<//>`;
}

/** @param {{ member: boolean }} props */
function None({ member }) {
  return html`<${Empty} title="No agents yet"><p>An agent is who answers: the demo that is built in, or a WebSocket server of yours.</p>
    ${member && html`<a class="button primary" href="#/agents/new">New agent</a>`}<//>`;
}
