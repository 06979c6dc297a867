import { useEffect } from '../lib/hooks.js';
import { useResource } from '../api/resource.js';
import { Empty } from '../ui/empty.js';
import { plural, seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';

/** The SIP messages of a call between the far ends and us, each to be opened. @param {{ id: string, ended: string | null }} props */
export function Ladder({ id, ended }) {
  const story = useResource(`/calls/${id}/trace`);
  useEffect(() => { if (ended) story.again(); }, [ended]);
  return html`<${Loaded} from=${story} lines=${8}>${(/** @type {any} */ { ladder }) => (!ladder?.messages.length ? html`<${Empty} title="No SIP messages">
      <p>They are kept for some days (<code>CHORUS_LADDER_DAYS</code>); calls that never reached SIP have none.</p><//>` : html`
    <section class="card"><h2>SIP messages</h2>
      <div class="ladder-head" aria-hidden="true"><span>${peers(ladder.messages)}</span><span>Chorus</span></div>
      <ol class="ladder">${ladder.messages.map((/** @type {any} */ message, /** @type {number} */ at) => html`<${Rung} key=${at} message=${message} />`)}</ol>
      ${ladder.omitted > 0 && html`<p class="help">${plural(ladder.omitted, 'more message')} found no room.</p>`}</section>`)}<//>`;
}

/** @param {any[]} messages */
const peers = (messages) => [...new Set(messages.map((message) => message.peer))].join(', ');

/** @param {{ message: import('../api/shapes').LadderMessage }} props */
function Rung({ message }) {
  const received = message.way === 'received';
  return html`<li class=${`rung ${message.way}`}><details><summary>
      <time>${seconds(message.atMs)}</time><span class="arrow" aria-hidden="true"></span>
      <span class="sr">${received ? 'received' : 'sent'}</span><code>${message.summary}</code>${message.times > 1 && html`<small>${message.times} times</small>`}
    </summary><p class="help">${received ? 'From' : 'To'} ${message.peer} over ${message.transport.toUpperCase()}</p><pre tabindex="0">${message.text}</pre></details></li>`;
}
