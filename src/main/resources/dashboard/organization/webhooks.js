import { post } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { go, to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { plural, seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { telling } from '../ui/notice.js';
import { Pager } from '../ui/pager.js';
import { Status } from '../ui/status.js';
import { When } from '../ui/when.js';

const PAGE = 50;

/** What was sent when calls ended, and whether it was taken. @param {{ place: import('../app/router.js').Place }} props */
export function Webhooks({ place }) {
  const state = place.query.get('state') ?? '';
  const offset = Number(place.query.get('offset') ?? 0);
  const deliveries = useResource('/webhook-deliveries', { limit: PAGE, offset, state });
  const agents = useResource('/agents', { limit: 100 });
  const choose = (/** @type {any} */ event) => go(to(['organization', 'webhooks'], { state: event.currentTarget.value }), { replace: true });
  return html`<${Wired} agents=${agents.data ?? []} />
    <div class="filters"><label class="filter"><span>State</span><select value=${state} onChange=${choose}>
      ${[['', 'all'], ['pending', 'pending'], ['delivered', 'delivered'], ['failed', 'failed']].map(([value, name]) => html`<option key=${value} value=${value} selected=${value === state}>${name}</option>`)}</select></label></div>
    <${Loaded} from=${deliveries}>${(/** @type {any[]} */ list) => (list.length === 0 ? html`<${Empty} title="No deliveries${state ? ' like that' : ' yet'}"><p>When a call of an agent with a webhook ends, its delivery appears here.</p><//>` : html`
      <table class="list"><thead><tr><th scope="col">Delivery</th><th scope="col">State</th><th scope="col">Call ended</th><th scope="col">Last attempt</th><th scope="col"><span class="sr">Do</span></th></tr></thead>
        <tbody>${list.map((delivery) => html`<${Row} key=${delivery.id} delivery=${delivery} again=${deliveries.again} />`)}</tbody></table>
      <${Pager} ...${deliveries.answer.pagination} href=${(/** @type {number} */ at) => to(['organization', 'webhooks'], { state, offset: at })} />`)}<//>`;
}

/** Which agents tell whom. @param {{ agents: import('../api/shapes').Agent[] }} props */
function Wired({ agents }) {
  const wired = agents.filter((agent) => agent.postCallWebhookUrl);
  return html`<section class="card"><h2>Who is told</h2><p>Each agent tells one address when a call has ended. Set it on the agent’s page, under More settings.</p>
    ${wired.length > 0 && html`<ul class="checks">${wired.map((agent) => html`<li key=${agent.id}><div><a href=${to(['agents', agent.id])}>${agent.name}</a> <code>${agent.postCallWebhookUrl}</code></div></li>`)}</ul>`}</section>`;
}

/** @param {{ delivery: import('../api/shapes').WebhookDelivery, again: () => void }} props */
function Row({ delivery, again }) {
  const member = useMay('member');
  const [last] = delivery.lastAttempts;
  const resend = async () => {
    if (await telling(() => post(`/webhook-deliveries/${delivery.id}/resend`), 'It is on its way again.')) again();
  };
  return html`<tr><th scope="row"><a href=${to(['calls', delivery.callId])}>${delivery.event}</a><small>${delivery.url}</small></th>
    <td data-label="State"><${Status} of=${delivery.state} /><small>${plural(delivery.attempts, 'attempt')}${delivery.nextAttemptAt && html`, next <${When} at=${delivery.nextAttemptAt} />`}</small></td>
    <td data-label="Call ended"><${When} at=${delivery.createdAt} /></td>
    <td data-label="Last attempt">${last ? html`${last.message}<small>${seconds(last.tookMs)}</small>` : '–'}</td>
    <td>${member && html`<button type="button" class="small" aria-label=${`Send the delivery to ${delivery.url} again`} onClick=${resend}>Send again</button>`}</td></tr>`;
}
