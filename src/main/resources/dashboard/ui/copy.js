import { useState } from '../lib/hooks.js';
import { html } from './html.js';

/** A value to be taken elsewhere. @param {{ label: string, value: string, help?: any }} props */
export function Copy({ label, value, help }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value).catch(() => select(value));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return html`<div class="copy"><dt>${label}</dt><dd>
    <code>${value}</code>
    <button type="button" class="small" onClick=${copy} aria-label=${`Copy ${label}`}>${copied ? 'Copied' : 'Copy'}</button>
    ${help && html`<p class="help">${help}</p>`}</dd></div>`;
}

/** Without a secure page there is no clipboard: marks the value, so that the keyboard can copy it. @param {string} value */
function select(value) {
  const place = [...document.querySelectorAll('.copy code')].find((code) => code.textContent === value);
  if (place) getSelection()?.selectAllChildren(place);
}
