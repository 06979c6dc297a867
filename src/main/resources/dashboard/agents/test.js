import { useState } from '../lib/hooks.js';
import { post } from '../api/client.js';
import { seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Problem } from '../ui/problem.js';
import { hearMulaw } from '../talk/hear.js';

/** Opens the agent's stream without a call, tells how that went and lets its greeting be heard. @param {{ agent: import('../api/shapes').Agent }} props */
export function TestAgent({ agent }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    setError(null);
    try {
      setFound((await post(`/agents/${agent.id}/test`)).data);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return html`<section class="card"><h2>Connection</h2>
    <p>Opens its stream as for a call, listens for what it says first, and hangs up.</p>
    <div class="actions"><button type="button" onClick=${test} disabled=${busy}>${busy ? 'Listening …' : 'Test the connection'}</button></div>
    <div aria-live="polite">${error && html`<${Problem} error=${error} again=${test} />`}${found && html`<${Found} found=${found} />`}</div></section>`;
}

/** @param {{ found: any }} props */
function Found({ found }) {
  return html`<ol class="checks">
      <li class=${found.reached ? 'passed' : 'failed'}><${Icon} name=${found.reached ? 'passed' : 'failed'} /><div><strong>${found.reached ? 'Reached' : 'Not reached'}</strong>
        ${found.openedMs !== null && html`<small>${seconds(found.openedMs)}</small>`}<p>${found.sentence}</p></div></li>
      ${found.reached && html`<li class=${found.greetingMs === null ? 'skipped' : 'passed'}><${Icon} name=${found.greetingMs === null ? 'skipped' : 'passed'} /><div>
        <strong>${found.greetingMs === null ? 'Said nothing' : 'Spoke'}</strong>${found.greetingMs !== null && html`<small>after ${seconds(found.greetingMs)}</small>`}</div></li>`}
    </ol>
    ${found.greeting && html`<button type="button" class="primary" onClick=${() => hearMulaw(found.greeting)}>Hear the greeting</button>`}`;
}
