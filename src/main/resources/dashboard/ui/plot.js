import { useEffect, useRef } from '../lib/hooks.js';
import { html } from './html.js';

/**
 * One line of a plot.
 * @typedef {{ name: string, colour: string, fill?: boolean, bars?: boolean, dots?: boolean }} Series `colour`: a custom property of the style
 */

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** The plotting library and its style, loaded with the first plot. */
const library = () => Promise.all([import('../lib/uplot.js'), styled()]).then(([module]) => module.default);

let style = /** @type {Promise<void> | null} */ (null);
function styled() {
  style ??= new Promise((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('../lib/uplot.css', import.meta.url).href;
    link.onload = () => done();
    link.onerror = () => done();
    document.head.append(link);
  });
  return style;
}

/**
 * Lines over time, or over anything else that grows.
 * @param {{ label: string, data: (number | null)[][], series: Series[], height?: number, time?: boolean, unit?: string }} props
 *   `label`: what it shows, in a sentence, for who cannot see it
 */
export function Plot({ label, data, series, height = 180, time = true, unit = '' }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const shown = useRef(/** @type {any} */ (null));
  useEffect(() => {
    let wanted = true;
    const draw = async () => {
      const UPlot = await library();
      if (!wanted || !place.current) return;
      shown.current?.destroy();
      shown.current = new UPlot(options(UPlot, { series, height, time, unit, width: place.current.clientWidth }), /** @type {any} */ (data), place.current);
    };
    const watch = new ResizeObserver(() => place.current && shown.current?.setSize({ width: place.current.clientWidth, height }));
    draw();
    watch.observe(/** @type {HTMLDivElement} */ (place.current));
    addEventListener('themechange', draw);
    DARK.addEventListener('change', draw);
    return () => {
      wanted = false;
      watch.disconnect();
      removeEventListener('themechange', draw);
      DARK.removeEventListener('change', draw);
      shown.current?.destroy();
      shown.current = null;
    };
  }, [JSON.stringify(data), JSON.stringify(series), height]);
  return html`<figure class="plot"><div ref=${place} style=${{ height: `${height}px` }} role="img" aria-label=${label}></div>
    <figcaption>${series.map((line) => html`<span key=${line.name} class="key" style=${{ '--key': `var(${line.colour})` }}>${line.name}</span>`)}</figcaption></figure>`;
}

/** From nothing to a little more than the most. @param {any} _ @param {number} __ @param {number} most @returns {[number, number]} */
const scale = (_, __, most) => [0, Math.max(1, (most ?? 1) * 1.1)];

/** @param {any} UPlot @param {{ series: Series[], height: number, width: number, time: boolean, unit: string }} wanted */
function options(UPlot, { series, height, width, time, unit }) {
  const styles = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ property) => styles.getPropertyValue(property).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time }, y: { range: scale } },
    axes: [{ ...axis, size: 28, ...(time ? { values: clockFaces } : {}) }, { ...axis, size: 56, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => `${tick}${unit}`) }],
    series: [{}, ...series.map((line) => ({
      label: line.name,
      stroke: colour(line.colour),
      width: 2,
      fill: line.fill || line.bars ? `${colour(line.colour)}33` : undefined,
      points: { show: Boolean(line.dots), size: 5 },
      spanGaps: true,
      paths: line.bars ? UPlot.paths.bars({ size: [0.8, 40] }) : undefined,
    }))],
  };
}

const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Times of day, and the day where one begins. @param {any} _ @param {number[]} ticks seconds @param {number} __ @param {number} ___ @param {number} step */
function clockFaces(_, ticks, __, ___, step) {
  return ticks.map((tick) => {
    const at = new Date(tick * 1000);
    return step >= 86_400 || (at.getHours() === 0 && at.getMinutes() === 0) ? DAY.format(at) : TIME.format(at);
  });
}
