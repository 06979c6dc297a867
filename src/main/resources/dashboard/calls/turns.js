import { seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Plot } from '../ui/plot.js';
import { courseOf, turnsOf } from './moments.js';

/** How long the agent took to answer, each time. @param {{ call: import('../api/shapes').Call }} props */
export function Turns({ call }) {
  const turns = turnsOf(courseOf(call, Date.now()));
  if (turns.length === 0) return null;
  const sorted = turns.map((turn) => turn.tookMs).toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const slowest = sorted[sorted.length - 1];
  return html`<section class="card"><h2>Turn latency</h2>
    <${Plot} time=${false} unit=" ms" label=${`How long the agent took to answer: half within ${seconds(middle)}, at most ${seconds(slowest)}.`}
      data=${[turns.map((turn) => Math.round(turn.atMs / 100) / 10), turns.map((turn) => turn.tookMs)]} series=${[{ name: 'from the caller’s last sound to the agent’s first', colour: '--series-1', dots: true }]} />
    <p class="help">Half within ${seconds(middle)}, at most ${seconds(slowest)}.</p></section>`;
}
