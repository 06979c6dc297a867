import { useEffect } from '../lib/hooks.js';
import { useResource } from '../api/resource.js';
import { seconds } from '../ui/format.js';
import { coded } from '../ui/coded.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Loaded } from '../ui/loaded.js';

/** @type {Record<string, string>} */
const BLAMED = {
  nobody: 'Nothing has to change.', customer: 'The customer has to act.', carrier: 'The phone network has to act.', agent: 'Whoever runs the agent has to act.',
  us: 'Whoever runs this server has to act.', unknown: 'Who has to act is not known.',
};

/** Why a call went as it went, to be read from top to bottom. @param {{ id: string, ended: string | null }} props */
export function Story({ id, ended }) {
  const story = useResource(`/calls/${id}/trace`);
  useEffect(() => { if (ended) story.again(); }, [ended]);
  return html`<${Loaded} from=${story} lines=${6}>${(/** @type {any} */ { verdict, trace }) => html`
    <section class="card"><h2>In short</h2><p class="verdict">${verdict.sentence} ${verdict.blame && html`<strong>${BLAMED[verdict.blame]}</strong>`}</p>
      ${verdict.whatToChange.length > 0 && html`<h3>What to change</h3><ul class="change-list">${verdict.whatToChange.map((/** @type {string} */ line) => html`<li>${coded(line)}</li>`)}</ul>`}</section>
    <section class="card"><h2>Step by step</h2><ol class="checks">${trace.map((/** @type {any} */ step, /** @type {number} */ at) => html`
      <${Step} key=${at} step=${step} decided=${verdict.decidedBy?.check === step.check && verdict.decidedBy?.atMs === step.atMs} />`)}</ol></section>`}<//>`;
}

/** @param {{ step: import('../api/shapes').TraceStep, decided: boolean }} props */
function Step({ step, decided }) {
  return html`<li class=${`${step.verdict} ${decided ? 'decided' : ''}`}><${Icon} name=${step.verdict} /><div>
    <strong>${step.check}</strong> <span class="sr">${step.verdict}</span><small>${seconds(step.atMs)}</small>
    <p>${step.found}${step.against && html`<span class="against"> (wanted: ${step.against})</span>`}</p>
    ${decided && html`<p class="change">This decided.</p>`}</div></li>`;
}
