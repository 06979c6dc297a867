import { html } from '../ui/html.js';

/** How loud somebody is. @param {{ name: string, of: number, kind: string }} props `of`: from 0 to 1 */
export function Level({ name, of, kind }) {
  return html`<div class="speaking"><span>${name}</span><span class=${`level ${kind}`} role="img" aria-label=${of > 0.02 ? `${name}: sound` : `${name}: silence`}>
    <i style=${{ transform: `scaleX(${Math.min(1, Math.sqrt(of)).toFixed(2)})` }}></i></span></div>`;
}
