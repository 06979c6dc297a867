import { html } from '../ui/html.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** The keys of a telephone. @param {{ press: (digit: string) => void }} props */
export function Keypad({ press }) {
  return html`<div class="keypad" role="group" aria-label="Keypad">${KEYS.map((key) => html`<button key=${key} type="button" aria-label=${`Key ${key}`} onClick=${() => press(key)}>${key}</button>`)}</div>`;
}
