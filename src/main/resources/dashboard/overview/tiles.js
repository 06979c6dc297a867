import { useLayoutEffect } from '../lib/hooks.js';
import { to } from '../app/router.js';
import { money, number, seconds } from '../ui/format.js';
import { html } from '../ui/html.js';

/** The figures that matter most. @param {{ overview: import('../api/shapes').Overview }} props */
export function Tiles({ overview }) {
  const { now, totals, latency, balance } = overview;
  useLayoutEffect(() => { performance.mark('usable'); }, []);
  const over = totals.answered + totals.notAnswered;
  return html`<section class="card tiles" aria-label="Figures">
    <${Tile} value=${number(now.inProgress)} name="calls now" href=${to(['calls'], { status: 'in-progress' })} more=${now.queued + now.ringing ? `${now.ringing} ringing, ${now.queued} queued` : ''} />
    <${Tile} value=${number(totals.calls)} name="calls" href="#/calls" more=${`${number(totals.inbound)} in, ${number(totals.outbound)} out`} />
    <${Tile} value=${over ? `${Math.round((100 * totals.answered) / over)} %` : '–'} name="answered" more=${`${number(totals.notAnswered)} not`} />
    <${Tile} value=${latency.firstAudioMs ? seconds(latency.firstAudioMs.p95) : '–'} name="to the agent’s first sound" more="95 of 100 calls" />
    <${Tile} value=${balance.unlimited ? 'unlimited' : money(balance.amount ?? '0', balance.currency)} name="balance" href="#/organization/balance" more=${`${totals.spend} spent`} />
  </section>`;
}

/** @param {{ value: string, name: string, href?: string, more?: string }} props */
function Tile({ value, name, href, more }) {
  const inside = html`<strong>${value}</strong><span>${name}</span><small>${more}</small>`;
  return href ? html`<a class="tile" href=${href}>${inside}</a>` : html`<div class="tile">${inside}</div>`;
}
