import { html } from './html.js';

/** A sentence of the API, in which `this` is something to be typed. @param {string} sentence */
export function coded(sentence) {
  return sentence.split(/`([^`]+)`/).map((part, at) => (at % 2 ? html`<code>${part}</code>` : part));
}
