import { html } from '../ui/html.js';

/** What was said, where the agent tells. @param {{ call: import('../api/shapes').Call }} props */
export function Transcript({ call }) {
  const turns = call.transcript ?? [];
  if (turns.length === 0) {
    return html`<section class="card"><h2>Transcript</h2><p class="help">${call.endedAt ? 'The agent sent none.' : 'Nothing yet.'} An agent can send what was said as <code>transcript</code> messages; see its <a href="/docs">protocol</a>.</p></section>`;
  }
  return html`<section class="card"><h2>Transcript</h2><ol class="transcript">${turns.map((turn, at) => html`
    <li key=${at} class=${turn.role}><span class="who">${turn.role === 'agent' ? 'Agent' : 'Caller'}</span><p>${turn.content}</p></li>`)}</ol></section>`;
}

