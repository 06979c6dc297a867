import { to } from '../app/router.js';
import { number, words } from '../ui/format.js';
import { html } from '../ui/html.js';

/** @type {Record<string, string>} */
const COLOURS = { nobody: '--series-1', customer: '--series-4', carrier: '--series-3', agent: '--series-2', us: '--series-5', unknown: '--series-6' };
const MOST = 8;

/** How calls ended, and who has to act. @param {{ overview: import('../api/shapes').Overview, span: { from: string, to: string } }} props */
export function Endings({ overview, span }) {
  const endings = overview.endings.toSorted((/** @type {any} */ a, /** @type {any} */ b) => b.calls - a.calls).slice(0, MOST);
  const most = Math.max(1, ...endings.map((/** @type {any} */ ending) => ending.calls));
  const blamed = [...new Set(endings.map((/** @type {any} */ ending) => ending.blame))];
  return html`<section class="card"><h2>How they ended</h2>
    ${endings.length === 0 ? html`<p class="help">No call has ended in this time.</p>` : html`
      <ul class="bars">${endings.map((/** @type {any} */ ending) => html`<li key=${ending.reason + ending.blame}>
        <a href=${to(['calls'], { endedReason: ending.reason, createdAfter: span.from, createdBefore: span.to })} title=${ending.message}>${words(ending.reason)}</a>
        <span class="stick" style=${{ '--length': `${(100 * ending.calls) / most}%`, '--stick': `var(${COLOURS[ending.blame]})` }}></span>
        <span class="right">${number(ending.calls)}</span></li>`)}</ul>
      <p class="plot"><span class="help">Who has to act:</span> ${blamed.map((blame) => html`<span key=${blame} class="key help" style=${{ '--key': `var(${COLOURS[blame]})` }}>${blame} </span>`)}</p>`}
  </section>`;
}
