import { useResource } from '../api/resource.js';
import { to } from '../app/router.js';
import { plural } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Status } from '../ui/status.js';

/** The numbers whose lines are down, or nothing when all are up. @param {{ lines: Record<string, number> }} props */
export function DownLines({ lines }) {
  const down = (lines.failed ?? 0) + (lines.connecting ?? 0) + (lines.unavailable ?? 0);
  const numbers = useResource(down ? '/phone-numbers' : null, { limit: 100 });
  if (!down) return null;
  const shown = (numbers.data ?? []).filter((/** @type {any} */ number) => number.line.status !== 'ready');
  return html`<section class="card"><h2>${plural(down, 'line')} not ready</h2><ul class="checks">${shown.map((/** @type {any} */ number) => html`
    <li key=${number.id}><div><a href=${to(['numbers', number.id])}><strong>${number.number}</strong></a> <${Status} of=${number.line.status} /><p>${number.line.reason}</p></div></li>`)}</ul></section>`;
}
