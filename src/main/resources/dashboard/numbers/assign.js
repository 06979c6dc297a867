import { useState } from '../lib/hooks.js';
import { patch } from '../api/client.js';
import { useMay } from '../app/access.js';
import { html } from '../ui/html.js';
import { telling } from '../ui/notice.js';

/** Who answers a number, to be changed where it is read. @param {{ number: import('../api/shapes').PhoneNumber, agents: import('../api/shapes').Agent[] }} props */
export function AssignAgent({ number, agents }) {
  const [agentId, setAgentId] = useState(number.agentId ?? '');
  const [busy, setBusy] = useState(false);
  const name = agents.find((agent) => agent.id === agentId)?.name;
  if (!useMay('member')) return html`<span>${name ?? 'nobody'}</span>`;
  const choose = async (/** @type {any} */ event) => {
    const chosen = event.currentTarget.value;
    const before = agentId;
    setAgentId(chosen);
    setBusy(true);
    const who = agents.find((agent) => agent.id === chosen)?.name ?? 'Nobody';
    const worked = await telling(() => patch(`/phone-numbers/${number.id}`, { agentId: chosen || null }), `${who} answers ${number.number} now.`);
    if (!worked) setAgentId(before);
    setBusy(false);
  };
  return html`<select class="inline" aria-label=${`Who answers ${number.number}`} value=${agentId} disabled=${busy} onChange=${choose}>
    <option value="" selected=${agentId === ''}>nobody</option>
    ${agents.map((agent) => html`<option key=${agent.id} value=${agent.id} selected=${agent.id === agentId}>${agent.name}</option>`)}
    ${agentId && !name && html`<option value=${agentId} selected>another agent</option>`}
  </select>`;
}
