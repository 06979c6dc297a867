import { useEvents } from '../api/events.js';
import { useResource } from '../api/resource.js';
import { to } from '../app/router.js';
import { Facts } from '../ui/facts.js';
import { duration, money, seconds } from '../ui/format.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { Status } from '../ui/status.js';
import { Tabs } from '../ui/tabs.js';
import { When } from '../ui/when.js';
import { Controls } from './controls.js';
import { Ladder } from './ladder.js';
import { Quality } from './quality.js';
import { Story } from './story.js';
import { Ticking } from './ticking.js';
import { Timeline } from './timeline.js';
import { Transcript } from './transcript.js';

const PARTS = [{ path: '', name: 'Conversation' }, { path: 'why', name: 'Why' }, { path: 'messages', name: 'SIP messages' }, { path: 'quality', name: 'Quality' }];

/** One call. @param {{ id: string, part: string }} props */
export function CallPage({ id, part }) {
  const call = useResource(`/calls/${id}`);
  useEvents(({ type, data }) => {
    if (type === 'reset' || type === 'current' || (type.startsWith('call.') && data.id === id)) call.again();
  });
  const shown = call.data;
  const title = shown ? `${shown.direction === 'inbound' ? 'Call from' : 'Call to'} ${shown.customerNumber || 'unknown'}` : 'Call';
  return html`<${Heading} title=${title} back=${{ name: 'Calls', href: '#/calls' }} />
    <${Loaded} from=${call} lines=${8}>${(/** @type {any} */ data) => html`
      <${Summary} call=${data} />
      ${!data.endedAt && html`<${Controls} call=${data} />`}
      <${Tabs} label="Parts of the call" current=${part} parts=${PARTS.map((one) => ({ ...one, href: to(['calls', id, ...(one.path ? [one.path] : [])]) }))} />
      ${part === '' && html`<${Timeline} call=${data} /><${Transcript} call=${data} />`}
      ${part === 'why' && html`<${Story} id=${id} ended=${data.endedAt} />`}
      ${part === 'messages' && html`<${Ladder} id=${id} ended=${data.endedAt} />`}
      ${part === 'quality' && html`<${Quality} call=${data} />`}`}<//>`;
}

/** @param {{ call: import('../api/shapes').Call }} props */
function Summary({ call }) {
  const number = useResource(call.phoneNumberId ? `/phone-numbers/${call.phoneNumberId}` : null);
  const agent = useResource(call.agentId ? `/agents/${call.agentId}` : null);
  const currency = useCurrency();
  return html`<section class="card summary">
    <p class="verdict"><${Status} of=${call.status} /> ${call.endedMessage ?? (call.queuePosition !== null && call.status === 'queued' ? `${call.queuePosition} before it.` : '')}
      ${call.blame && call.blame !== 'nobody' && html` <strong>Blame: ${call.blame}.</strong> <a href=${to(['calls', call.id, 'why'])}>Why?</a>`}</p>
    <${Facts} of=${[
      ['Number', number.data && html`<a href=${to(['numbers', number.data.id])}>${number.data.number}</a>`],
      ['Agent', agent.data && html`<a href=${to(['agents', agent.data.id])}>${agent.data.name}</a>`],
      ['Began', html`<${When} at=${call.createdAt} />`],
      ['Length', call.startedAt && !call.endedAt ? html`<${Ticking} since=${call.startedAt} />` : call.startedAt && duration(call.durationSeconds)],
      ['First sound', typeof call.firstAudioMs === 'number' && seconds(call.firstAudioMs)],
      ['Cost', call.endedAt && money(call.cost ?? 0, currency)],
      ['SIP answer', call.sipCode && `${call.sipCode} ${call.sipPhrase ?? ''}`],
      ['Attempts', (call.attempts ?? 1) > 1 && call.attempts],
      ['Transfer', call.transferStatus && `${call.transferType}, ${call.transferStatus}`],
      ['Part of', call.parentCallId && html`<a href=${to(['calls', call.parentCallId])}>another call</a>`],
      ['Transferred to', (call.transferCalls ?? []).length > 0 && call.transferCalls?.map((/** @type {any} */ other) => html`<a href=${to(['calls', other.id])}>${other.customerNumber}</a> `)],
      ['Variables', Object.keys(call.contextVariables ?? {}).length > 0 && html`<code>${JSON.stringify(call.contextVariables)}</code>`],
      ['Metadata', Object.keys(call.metadata ?? {}).length > 0 && html`<code>${JSON.stringify(call.metadata)}</code>`],
    ].map(([name, value]) => [name, value === false ? null : value])} />
  </section>`;
}

/** What the organization pays in; empty where nothing is counted. */
function useCurrency() {
  const balance = useResource('/organization/balance');
  return balance.data?.currency ?? '';
}
