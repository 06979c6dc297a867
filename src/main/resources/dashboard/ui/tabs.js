import { useEffect, useRef } from '../lib/hooks.js';
import { html } from './html.js';

/** Parts of a page, each with an address of its own. @param {{ label: string, current: string, parts: { path: string, name: string, href: string }[] }} props */
export function Tabs({ label, current, parts }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [current]);
  return html`<nav class="tabs" aria-label=${label} ref=${bar}>${parts.map((part) => html`
    <a key=${part.path} href=${part.href} aria-current=${part.path === current ? 'page' : undefined}>${part.name}</a>`)}</nav>`;
}
