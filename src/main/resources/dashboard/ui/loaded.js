import { html } from './html.js';
import { Problem } from './problem.js';

/**
 * Shows what a resource brought, or why it did not come, or that it is on its way in the place that it will take.
 * @param {{ from: { data: any, error: any, busy: boolean, again: () => void }, lines?: number, children: (data: any) => any }} props
 */
export function Loaded({ from, lines = 3, children }) {
  if (from.data !== undefined) {
    return html`${from.error && html`<${Problem} error=${from.error} again=${from.again} />`}${children(from.data)}`;
  }
  if (from.error) return html`<${Problem} error=${from.error} again=${from.again} />`;
  return html`<div class="skeleton" role="status" aria-label="Loading">${Array.from({ length: lines }, (_, line) => html`<i key=${line}></i>`)}</div>`;
}
