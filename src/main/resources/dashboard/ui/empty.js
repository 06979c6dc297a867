import { html } from './html.js';

/** A list without entries: says what belongs there and what to do next. @param {{ title: string, children: any }} props */
export function Empty({ title, children }) {
  return html`<div class="empty"><h3>${title}</h3>${children}</div>`;
}
