import { html } from '../ui/html.js';

/** @param {{ query: URLSearchParams }} props */
export function TalkHere({ query }) {
  return html`<section class="card talk"><p>${query.get('agentId')}</p></section>`;
}
