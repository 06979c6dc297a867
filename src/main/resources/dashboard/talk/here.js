import { useEffect, useRef, useState } from '../lib/hooks.js';
import { useResource } from '../api/resource.js';
import { to } from '../app/router.js';
import { Ticking } from '../calls/ticking.js';
import { Empty } from '../ui/empty.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Problem } from '../ui/problem.js';
import { callFromHere } from './browsercall.js';
import { Keypad } from './keypad.js';
import { Level } from './level.js';

/** @typedef {import('./browsercall.js').State | 'idle'} Stand */

/** @type {Record<Stand, string>} */
const SAYS = {
  idle: 'The browser will ask for the microphone. Wear headphones, or the agent hears itself.',
  asking: 'Asking for the microphone …', ringing: 'Ringing …', answered: 'You are talking.', refused: 'The call was refused.', over: 'The call is over.',
};

/** Talks to an agent from this browser. @param {{ query: URLSearchParams }} props */
export function TalkHere({ query }) {
  const agents = useResource('/agents', { limit: 100 });
  return html`<${Loaded} from=${agents}>${(/** @type {import('../api/shapes').Agent[]} */ list) => (list.length === 0
    ? html`<${Empty} title="No agent to talk to"><p>Make one first: the demo that is built in needs nothing.</p><a class="button primary" href="#/agents/new">New agent</a><//>`
    : html`<${Call} agents=${list} chosen=${query.get('agentId') ?? list[0].id} />`)}<//>`;
}

/** @param {{ agents: import('../api/shapes').Agent[], chosen: string }} props */
function Call({ agents, chosen }) {
  const [agentId, setAgentId] = useState(chosen);
  const [stand, setStand] = useState(/** @type {{ state: Stand, sentence?: string, since?: string }} */ ({ state: 'idle' }));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [call, setCall] = useState(/** @type {import('./browsercall.js').BrowserCall | null} */ (null));
  const [own, setOwn] = useState(0);
  const [agentLoud, setAgentLoud] = useState(0);
  const running = useRef(/** @type {import('./browsercall.js').BrowserCall | null} */ (null));
  useEffect(() => () => running.current?.hangUp(), []);
  const start = async () => {
    setError(null);
    try {
      const began = await callFromHere(agentId, {
        state: (state, sentence) => setStand({ state, sentence, since: new Date().toISOString() }),
        ownLoudness: setOwn,
        agentLoudness: setAgentLoud,
      });
      running.current = began;
      setCall(began);
    } catch (problem) {
      setError(problem);
      setStand({ state: 'idle' });
    }
  };
  const on = ['asking', 'ringing', 'answered'].includes(stand.state);
  return html`<section class="card talk">
    <div class="field"><label for="talk-to">Talk to</label><select id="talk-to" value=${agentId} disabled=${on} onChange=${(/** @type {any} */ event) => setAgentId(event.currentTarget.value)}>
      ${agents.map((agent) => html`<option key=${agent.id} value=${agent.id} selected=${agent.id === agentId}>${agent.name}</option>`)}</select></div>
    <p role="status" class="verdict">${stand.sentence ?? SAYS[stand.state]} ${stand.state === 'answered' && html`<${Ticking} since=${stand.since} />`}</p>
    ${error && html`<${Problem} error=${error} />`}
    ${on ? html`<button type="button" class="danger" onClick=${() => running.current?.hangUp()}>Hang up</button>`
      : html`<button type="button" class="primary" onClick=${start}>${stand.state === 'idle' ? 'Start talking' : 'Talk again'}</button>`}
    ${on && html`<${During} call=${call} own=${own} agentLoud=${agentLoud} />`}
    ${call && !on && html`<${After} id=${call.id} />`}
  </section>`;
}

/** @param {{ call: import('./browsercall.js').BrowserCall | null, own: number, agentLoud: number }} props */
function During({ call, own, agentLoud }) {
  const [muted, setMuted] = useState(false);
  const mute = () => {
    call?.mute(!muted);
    setMuted(!muted);
  };
  return html`<${Level} name="You" of=${muted ? 0 : own} kind="own" /><${Level} name="Agent" of=${agentLoud} kind="agent" />
    <button type="button" class="small" aria-pressed=${muted} onClick=${mute}>${muted ? 'Muted: speak again' : 'Mute'}</button>
    <${Keypad} press=${(/** @type {string} */ digit) => call?.press(digit)} />`;
}

/** What comes next, once it was heard. @param {{ id: string }} props */
function After({ id }) {
  return html`<p>It is on record, like any call from a phone.</p><div class="actions">
    <a class="button" href=${to(['calls', id])}>See how it went</a><a class="button" href="#/numbers/add">Connect your own number</a></div>`;
}
