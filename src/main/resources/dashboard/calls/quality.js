import { Empty } from '../ui/empty.js';
import { Facts } from '../ui/facts.js';
import { html } from '../ui/html.js';
import { Turns } from './turns.js';

/** What the call's sound was worth, and how fast the agent answered. @param {{ call: import('../api/shapes').Call }} props */
export function Quality({ call }) {
  return html`<${Turns} call=${call} />${call.quality ? html`<${Sound} quality=${call.quality} />` : html`<${Empty} title="No figures of the sound">
    <p>${call.endedAt ? 'It was never answered, or its sound came over a socket, where nothing is lost.' : 'They are counted up when the call is over.'}</p><//>`}`;
}

/** @param {{ quality: NonNullable<import('../api/shapes').Call['quality']> }} props */
function Sound({ quality }) {
  return html`<div class="columns">
      <${Hearing} title="How we heard the phone" hearing=${quality.here} />
      <${Hearing} title="How the phone heard us" hearing=${quality.there} /></div>
    <section class="card"><h2>Packets</h2><${Facts} of=${[
      ['Received', quality.packetsReceived], ['Sent', quality.packetsSent], ['Lost', quality.packetsLost], ['Refused', quality.packetsRefused],
      ['Round trip', quality.roundTripMs === null ? 'the phone does not tell' : `${quality.roundTripMs} ms`],
    ]} /></section>`;
}

/** @param {{ title: string, hearing: any }} props */
function Hearing({ title, hearing }) {
  if (!hearing) return html`<section class="card"><h2>${title}</h2><p class="help">Not known: ${title.startsWith('How we') ? 'nothing was heard.' : 'it sent no reports.'}</p></section>`;
  return html`<section class="card"><h2>${title}</h2><ul class="bars">
    <${Bar} name="Score (MOS)" value=${hearing.mos} most=${4.5} text=${`${hearing.mos} of 4.5`} good=${hearing.mos >= 3.6} />
    <${Bar} name="Loss" value=${hearing.lossPercent} most=${10} text=${`${hearing.lossPercent} %`} good=${hearing.lossPercent <= 2} />
    <${Bar} name="Jitter" value=${hearing.jitterMs} most=${100} text=${`${hearing.jitterMs} ms`} good=${hearing.jitterMs <= 30} /></ul>
    <p class="help">${verdict(hearing)}</p></section>`;
}

/** @param {{ name: string, value: number, most: number, text: string, good: boolean }} props */
function Bar({ name, value, most, text, good }) {
  return html`<li><span>${name}</span><span class="stick" style=${{ '--length': `${Math.min(100, (100 * value) / most)}%`, '--stick': `var(${good ? '--series-1' : '--bad'})` }}></span><span class="right">${text}</span></li>`;
}

/** @param {any} hearing */
function verdict({ mos, lossPercent, jitterMs }) {
  if (mos >= 4) return 'As good as a telephone gets.';
  if (mos >= 3.6) return 'Good; some would notice.';
  return lossPercent > 2 ? 'Words went missing: look for a busy or wireless link on the way.' : jitterMs > 30 ? 'Packets came unevenly: look for a busy or wireless link on the way.' : 'Hard to understand.';
}
