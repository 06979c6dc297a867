import { useEffect, useState } from '../lib/hooks.js';
import { html } from './html.js';
import { Icon } from './icon.js';

/** @typedef {{ id: number, text: string, bad: boolean }} Notice */

const STAYS_MS = 6000;
const listeners = /** @type {Set<(notice: Notice) => void>} */ (new Set());
let last = 0;

/** Says something in passing. @param {string} text @param {{ bad?: boolean }} [how] what went wrong stays until it is read */
export function say(text, { bad = false } = {}) {
  last += 1;
  const notice = { id: last, text, bad };
  listeners.forEach((listener) => listener(notice));
}

/** Says what became of a piece of work. @param {() => Promise<any>} work @param {string} done @returns {Promise<boolean>} whether it worked */
export async function telling(work, done) {
  try {
    await work();
    say(done);
    return true;
  } catch (error) {
    const { message, details } = /** @type {any} */ (error);
    say([message, ...(details ?? []).map((/** @type {any} */ d) => `${d.field} ${d.message}`)].join(' '), { bad: true });
    return false;
  }
}

/** Where notices appear. */
export function Notices() {
  const [shown, setShown] = useState(/** @type {Notice[]} */ ([]));
  const drop = (/** @type {number} */ id) => setShown((all) => all.filter((notice) => notice.id !== id));
  useEffect(() => {
    const hear = (/** @type {Notice} */ notice) => {
      setShown((all) => [...all.slice(-3), notice]);
      if (!notice.bad) setTimeout(() => drop(notice.id), STAYS_MS);
    };
    listeners.add(hear);
    return () => { listeners.delete(hear); };
  }, []);
  return html`<div class="notices" role="status" aria-live="polite">${shown.map((notice) => html`
    <p key=${notice.id} class=${notice.bad ? 'bad' : ''}>${notice.text}
      <button class="quiet" type="button" aria-label="Dismiss" onClick=${() => drop(notice.id)}><${Icon} name="close" /></button></p>`)}
  </div>`;
}
