import { number } from './format.js';
import { html } from './html.js';

/**
 * The way through a long list.
 * @param {{ total: number, limit: number, offset: number, href: (offset: number) => string }} props
 */
export function Pager({ total, limit, offset, href }) {
  if (total <= limit && offset === 0) return html`<p class="help">${number(total)} in all.</p>`;
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const link = (/** @type {string} */ name, /** @type {number} */ at, /** @type {boolean} */ possible) =>
    possible ? html`<a class="button small" href=${href(at)}>${name}</a>` : html`<span class="button small" aria-disabled="true">${name}</span>`;
  return html`<nav class="pager" aria-label="List pages">
    ${link('First', 0, offset > 0)}
    ${link('Newer', Math.max(0, offset - limit), offset > 0)}
    <span>${number(Math.min(total, offset + 1))} to ${number(Math.min(total, offset + limit))} of ${number(total)}</span>
    ${link('Older', offset + limit, offset + limit < total)}
    ${link('Last', last, offset < last)}
  </nav>`;
}
