import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { to } from '../app/router.js';
import { html } from '../ui/html.js';

const DEMO_NUMBER = '+12025550100';

/** @typedef {{ agents: any[], talked: boolean, own: boolean }} Known */

/** What a fresh system still has before it; null when it is past that, or not known yet. @returns {Known | null} */
export function useFirstRun() {
  const numbers = useResource('/phone-numbers', { limit: 2 });
  const agents = useResource('/agents', { limit: 1 });
  const calls = useResource('/calls', { limit: 1, status: 'completed', include: 'none' });
  const member = useMay('member');
  if (!member || !numbers.data || !agents.data || !calls.data) return null;
  const own = numbers.data.some((/** @type {any} */ number) => number.number !== DEMO_NUMBER);
  const talked = calls.data.length > 0;
  return own && talked ? null : { agents: agents.data, talked, own };
}

/** The way from a fresh system to a number of one's own. @param {{ known: Known }} props */
export function FirstRun({ known }) {
  const agent = known.agents[0];
  return html`<section class="card first-run"><h2>First steps</h2><ol class="steps">
    <li class=${known.talked ? 'done' : ''}><strong>Hear it speak</strong>
      <p>${agent ? html`${agent.name} is ready. Talk to it from here: no phone is needed, and it is a call like any other.` : 'Make an agent first: the one that is built in needs nothing.'}</p>
      <div class="actions">${agent ? html`<a class=${`button ${known.talked ? '' : 'primary'}`} href=${to(['talk'], { agentId: agent.id })}>Talk to ${agent.name}</a>` : html`<a class="button primary" href="#/agents/new">Make an agent</a>`}</div></li>
    <li class=${known.own ? 'done' : ''}><strong>Connect your own number</strong>
      <p>From Twilio, from your PBX or from a SIP trunk. The page says what to set up on the other side.</p>
      <div class="actions"><a class=${`button ${known.talked && !known.own ? 'primary' : ''}`} href="#/numbers/add">Add a number</a></div></li>
    <li><strong>Bring your own agent</strong>
      <p>A WebSocket server that speaks Twilio’s Media Streams dialect.</p>
      <div class="actions"><a class="button" href="#/agents/new">New agent</a></div></li>
  </ol></section>`;
}
