import { useEffect, useRef, useState } from '../lib/hooks.js';
import { useEvents } from '../api/events.js';
import { useResource } from '../api/resource.js';
import { to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { FirstRun, useFirstRun } from './firstrun.js';
import { Endings } from './endings.js';
import { DownLines } from './lines.js';
import { CallsOverTime, LatencyOverTime, SpendOverTime, TurnsOverTime } from './plots.js';
import { Tiles } from './tiles.js';

/** @type {Record<string, { name: string, hours: number, bucket: string }>} */
const SPANS = {
  hour: { name: 'Hour', hours: 1, bucket: 'minute' },
  day: { name: 'Day', hours: 24, bucket: 'quarter-hour' },
  week: { name: 'Week', hours: 168, bucket: 'hour' },
  month: { name: 'Month', hours: 720, bucket: 'day' },
};

/** How it goes: now, and over time. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const chosen = place.query.get('span') ?? 'day';
  const { hours, bucket } = SPANS[chosen] ?? SPANS.day;
  const [until, setUntil] = useState(Date.now);
  const from = new Date(until - hours * 3_600_000).toISOString();
  const overview = useResource('/overview', { from, to: new Date(until).toISOString(), bucket });
  const fresh = useFirstRun();
  useMoving(() => setUntil(Date.now()));
  return html`<${Heading} title="Overview"><nav class="actions" aria-label="Time span">${Object.entries(SPANS).map(([path, span]) => html`
      <a key=${path} class="button small" href=${to([], { span: path })} aria-current=${path === chosen ? 'true' : undefined}>${span.name}</a>`)}</nav><//>
    ${fresh && html`<${FirstRun} known=${fresh} />`}
    <${Loaded} from=${overview} lines=${8}>${(/** @type {any} */ data) => html`
      <${Tiles} overview=${data} />
      <${DownLines} lines=${data.lines} />
      ${data.totals.calls === 0 ? html`<${Empty} title="No calls in this time"><p>How calls go, how they end and what they cost is drawn here.</p><//>` : html`<div class="columns"><${CallsOverTime} overview=${data} /><${Endings} overview=${data} span=${{ from: data.from, to: data.to }} /><${LatencyOverTime} overview=${data} /><${TurnsOverTime} overview=${data} /><${SpendOverTime} overview=${data} /></div>`}`}<//>`;
}

/** Asks anew when something has happened, at most every two seconds, and once a minute anyway. @param {() => void} ask */
function useMoving(ask) {
  const waiting = useRef(0);
  useEvents(() => {
    waiting.current ||= window.setTimeout(() => {
      waiting.current = 0;
      ask();
    }, 2000);
  });
  useEffect(() => {
    const timer = setInterval(ask, 60_000);
    return () => {
      clearInterval(timer);
      clearTimeout(waiting.current);
    };
  }, []);
}
