import { html } from './html.js';

/** Names and values; what has no value is left out. @param {{ of: [string, any][] }} props */
export function Facts({ of }) {
  return html`<dl class="facts">${of.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => html`
    <div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
