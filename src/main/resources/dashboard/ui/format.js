/** Texts of values, in the language of the browser. */

const DAY_MS = 86_400_000;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const count = new Intl.NumberFormat();

/** A moment: the time of day today, otherwise with the day. @param {string | null | undefined} iso */
export function moment(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  return Date.now() - at.getTime() < DAY_MS && at.getDate() === new Date().getDate() ? clock.format(at) : date.format(at);
}

/** @param {string} iso */
export const exactly = (iso) => whole.format(new Date(iso));

/** @param {number | null | undefined} seconds */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds % 60)];
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** @param {number} ms */
export const seconds = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`);

/** @param {number} n */
export const number = (n) => count.format(n);

/** An amount, as exact as it came. @param {string | number} amount @param {string} [currency] */
export const money = (amount, currency = '') => `${amount}${currency ? ` ${currency}` : ''}`;

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/** A word of the API for people: `caller_hung_up` as `caller hung up`. @param {string} word */
export const words = (word) => word.replaceAll('_', ' ').replaceAll('-', ' ');
