import { useEffect, useRef, useState } from '../lib/hooks.js';
import { duration, seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { courseOf } from './moments.js';

const LEFT = 56;
const LANE = 26;
const TOP = 22;
const NARROWEST = 3;
const WIDEST = 400;

/** The call drawn to scale: who spoke when, and what happened in between. @param {{ call: import('../api/shapes').Call }} props */
export function Timeline({ call }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [room, setRoom] = useState(600);
  const now = useNow(!call.endedAt);
  const course = courseOf(call, now);
  useEffect(() => {
    const watch = new ResizeObserver(() => place.current && setRoom(place.current.clientWidth));
    watch.observe(/** @type {HTMLDivElement} */ (place.current));
    return () => watch.disconnect();
  }, []);
  const perSecond = Math.min(WIDEST, Math.max(NARROWEST, (room - LEFT - 12) / (course.lengthMs / 1000)));
  return html`<section class="card"><h2>Timeline</h2>
    <div class="timeline" ref=${place} tabindex="0" role="region" aria-label="Timeline, drawn to scale"><${Drawing} course=${course} perSecond=${perSecond} /></div>
    <p class="plot"><span class="key help" style=${{ '--key': 'var(--series-2)' }}>caller speaks </span><span class="key help" style=${{ '--key': 'var(--series-1)' }}>agent speaks</span></p>
    <details><summary>As a list</summary><ol class="history">${course.moments.map((moment, at) => html`<li key=${at}><time>${seconds(moment.atMs)}</time><span>${moment.kind}</span><span>${moment.text}</span></li>`)}</ol></details>
  </section>`;
}

/** @param {{ course: import('./moments.js').Course, perSecond: number }} props */
function Drawing({ course, perSecond }) {
  const x = (/** @type {number} */ ms) => LEFT + (ms / 1000) * perSecond;
  const width = x(course.lengthMs) + 12;
  const bottom = TOP + 3 * LANE;
  const ringing = course.answeredMs ?? course.lengthMs;
  return html`<svg width=${width} height=${bottom + 20} role="img" aria-label=${spoken(course)}>
    ${ticks(course.lengthMs, perSecond).map((tick) => html`<g key=${tick}><line class="grid-line" x1=${x(tick)} x2=${x(tick)} y1=${TOP} y2=${bottom} /><text x=${x(tick)} y=${bottom + 14} text-anchor="middle">${duration(tick / 1000)}</text></g>`)}
    <text x="0" y=${TOP + 17}>Caller</text><text x="0" y=${TOP + LANE + 17}>Agent</text><text x="0" y=${TOP + 2 * LANE + 17}>Events</text>
    <rect class="lane" x=${x(0)} y=${TOP + 4} width=${x(ringing) - x(0)} height=${2 * LANE - 8} rx="3"><title>Ringing, ${seconds(ringing)}</title></rect>
    ${course.speech.map((said, at) => html`<rect key=${at} class=${said.who} x=${x(said.fromMs)} y=${TOP + (said.who === 'agent' ? LANE : 0) + 4} width=${Math.max(1.5, x(said.toMs) - x(said.fromMs))} height=${LANE - 8} rx="2">
      <title>${said.who === 'agent' ? 'Agent' : 'Caller'}, ${seconds(said.fromMs)} to ${seconds(said.toMs)}</title></rect>`)}
    ${course.moments.filter((moment) => moment.kind !== 'ringing').map((moment, at) => html`<g key=${at}><line class="mark" x1=${x(moment.atMs)} x2=${x(moment.atMs)} y1=${TOP + 2 * LANE + 4} y2=${bottom} />
      <circle class=${`moment ${moment.kind}`} cx=${x(moment.atMs)} cy=${TOP + 2 * LANE + 10} r="5"><title>${moment.text}, ${seconds(moment.atMs)}</title></circle></g>`)}
  </svg>`;
}

/** Round moments, some 70 pixels apart. @param {number} lengthMs @param {number} perSecond */
function ticks(lengthMs, perSecond) {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find((one) => one * perSecond >= 70) ?? 3600;
  return Array.from({ length: Math.floor(lengthMs / 1000 / step) + 1 }, (_, at) => at * step * 1000);
}

/** @param {import('./moments.js').Course} course */
function spoken(course) {
  const told = (/** @type {string} */ who) => course.speech.filter((said) => said.who === who).length;
  return `The call lasted ${duration(course.lengthMs / 1000)}; the caller spoke ${told('caller')} times, the agent ${told('agent')} times. ${course.moments.map((moment) => `${moment.text} after ${seconds(moment.atMs)}`).join('. ')}`;
}

/** @param {boolean} running */
function useNow(running) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
