import { useEffect } from '../lib/hooks.js';
import { html } from './html.js';

/** The page's name, what can be done on it, and where it belongs. @param {{ title: string, back?: { name: string, href: string }, children?: any }} props */
export function Heading({ title, back, children }) {
  useEffect(() => {
    document.title = `${title} · Chorus`;
  }, [title]);
  return html`<div class="heading">
    ${back && html`<a class="back" href=${back.href}>${back.name}</a>`}
    <h1>${title}</h1>
    ${children && html`<div class="actions">${children}</div>`}
  </div>`;
}
