import { html } from './html.js';

/** @type {Record<string, string>} how words of the API look: what is good, what moves, what is bad */
const TONES = {
  ready: 'good', connecting: 'moving', failed: 'bad', unavailable: 'off',
  queued: 'moving', ringing: 'moving', 'in-progress': 'live', completed: 'good', busy: 'warn', 'no-answer': 'warn', canceled: 'off',
  passed: 'good', refused: 'bad', skipped: 'off', noted: 'off', active: 'good', paused: 'off', revoked: 'off',
  delivered: 'good', pending: 'moving', retrying: 'warn', given_up: 'bad',
};

/** A state in a word, with a colour beside it that is never the only sign. @param {{ of: string, title?: string }} props */
export function Status({ of, title }) {
  return html`<span class=${`status ${TONES[of] ?? 'off'}`} title=${title}>${of.replaceAll('_', ' ')}</span>`;
}
