import { exactly, moment } from './format.js';
import { html } from './html.js';

/** A moment, with the whole of it for who asks. @param {{ at: string | null | undefined }} props */
export function When({ at }) {
  return at ? html`<time datetime=${at} title=${exactly(at)}>${moment(at)}</time>` : html`<span>–</span>`;
}
