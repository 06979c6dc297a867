import { useState } from '../lib/hooks.js';
import { post } from '../api/client.js';
import { seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Problem } from '../ui/problem.js';
import { Greeting } from './greeting.js';

/** Opens the agent's stream without a call and tells how that went; and lets its greeting be heard. @param {{ agent: import('../api/shapes').Agent }} props */
export function TestAgent({ agent }) {
  const [found, setFound] = useState(/** @type {import('../api/shapes').AgentTest | null} */ (null));
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
    <p>The test opens its stream as for a call, listens for what it says first, and hangs up.</p>
    <div class="actions"><button type="button" onClick=${test} disabled=${busy}>${busy ? 'Listening …' : 'Test the connection'}</button><${Greeting} agent=${agent} /></div>
    <div aria-live="polite">${error && html`<${Problem} error=${error} again=${test} />`}${found && html`<${Found} found=${found} />`}</div></section>`;
}

/** @param {{ found: import('../api/shapes').AgentTest }} props */
function Found({ found }) {
  const spoke = found.greetingHeard ? 'passed' : 'skipped';
  return html`<ol class="checks">
      <li class=${found.connected ? 'passed' : 'failed'}><${Icon} name=${found.connected ? 'passed' : 'failed'} /><div><strong>${found.connected ? 'Connected' : 'Not connected'}</strong>
        ${found.connectedMs !== null && html`<small>${seconds(found.connectedMs)}</small>`}<p>${found.message}</p></div></li>
      ${found.connected && html`<li class=${spoke}><${Icon} name=${spoke} /><div>
        <strong>${found.greetingHeard ? 'Spoke by itself' : 'Waited for the caller'}</strong>${found.firstAudioMs !== null && html`<small>after ${seconds(found.firstAudioMs)}</small>`}</div></li>`}
    </ol>`;
}
