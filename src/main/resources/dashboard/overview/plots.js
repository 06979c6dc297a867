import { plural, seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Plot } from '../ui/plot.js';

/** @param {import('../api/shapes').Overview} overview @returns {number[]} when its buckets begin, in seconds */
const times = (overview) => overview.buckets.map((/** @type {any} */ bucket) => Date.parse(bucket.at) / 1000);

/** @param {import('../api/shapes').Overview} overview @param {(bucket: any) => number | null} value */
const values = (overview, value) => overview.buckets.map(value);

/** @param {{ overview: import('../api/shapes').Overview }} props */
export function CallsOverTime({ overview }) {
  const { answered, notAnswered } = overview.totals;
  return html`<section class="card"><h2>Calls</h2><${Plot} label=${`Calls over time: ${plural(answered, 'answered', 'answered')}, ${notAnswered} not.`}
    data=${[times(overview), values(overview, (b) => b.answered), values(overview, (b) => b.notAnswered)]}
    series=${[{ name: 'answered', colour: '--series-1', bars: true }, { name: 'not answered', colour: '--series-2' }]} /></section>`;
}

/** @param {{ overview: import('../api/shapes').Overview }} props */
export function LatencyOverTime({ overview }) {
  const first = overview.latency.firstAudioMs;
  const said = first ? `half within ${seconds(first.p50)}, 95 of 100 within ${seconds(first.p95)}, 99 within ${seconds(first.p99)}` : 'nothing measured yet';
  return html`<section class="card"><h2>Until the agent is heard</h2><${Plot} label=${`Milliseconds from the answer to the agent’s first sound: ${said}.`} unit=" ms"
    data=${[times(overview), ...['p50', 'p95', 'p99'].map((part) => values(overview, (b) => b.latency.firstAudioMs?.[part] ?? null))]}
    series=${[{ name: 'half of the calls', colour: '--series-1', dots: true }, { name: '95 of 100', colour: '--series-3', dots: true }, { name: '99 of 100', colour: '--series-2', dots: true }]} />
    <p class="help">${said.charAt(0).toUpperCase()}${said.slice(1)}.</p></section>`;
}

/** @param {{ overview: import('../api/shapes').Overview }} props */
export function TurnsOverTime({ overview }) {
  const turns = overview.latency.turnMs;
  const said = turns ? `in half of the calls within ${seconds(turns.p50)}, in 95 of 100 within ${seconds(turns.p95)}` : 'nothing measured yet';
  return html`<section class="card"><h2>Until the agent answers</h2><${Plot} label=${`Milliseconds from the end of a caller’s turn to the agent’s answer: ${said}.`} unit=" ms"
    data=${[times(overview), ...(/** @type {const} */ (['p50', 'p95', 'p99'])).map((part) => values(overview, (b) => b.latency.turnMs?.[part] ?? null))]}
    series=${[{ name: 'half of the calls', colour: '--series-1', dots: true }, { name: '95 of 100', colour: '--series-3', dots: true }, { name: '99 of 100', colour: '--series-2', dots: true }]} />
    <p class="help">${said.charAt(0).toUpperCase()}${said.slice(1)}.</p></section>`;
}

/** @param {{ overview: import('../api/shapes').Overview }} props */
export function SpendOverTime({ overview }) {
  const { talkSeconds, spend } = overview.totals;
  return html`<section class="card"><h2>Talk and spend</h2><${Plot} label=${`Minutes talked over time; ${Math.round(talkSeconds / 60)} in all, ${spend} spent.`}
    data=${[times(overview), values(overview, (b) => Math.round(b.talkSeconds / 6) / 10), values(overview, (b) => Number(b.spend))]}
    series=${[{ name: 'minutes talked', colour: '--series-3', bars: true }, { name: `spent${overview.balance.currency ? ` (${overview.balance.currency})` : ''}`, colour: '--series-4' }]} /></section>`;
}
