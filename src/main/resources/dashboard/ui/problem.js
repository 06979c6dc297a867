import { html } from './html.js';

/** @type {Record<number, string>} what to do, where the sentence itself does not say it */
const ADVICE = {
  0: 'Nothing was lost. Try again when it is back.',
  403: 'Ask somebody with such a key, or sign in with another one.',
  404: 'It may have been deleted. Go back and look at the list.',
  429: 'Wait a moment, then try again.',
  500: 'Whoever runs this server finds the details in its log.',
  503: 'Try again in a moment.',
};

/** What went wrong and what to do. @param {{ error: any, again?: () => void }} props */
export function Problem({ error, again }) {
  const advice = ADVICE[error.status];
  return html`<div class="problem" role="alert">
    <p><strong>${error.message}</strong>${advice && html` ${advice}`}</p>
    ${error.details?.length > 0 && html`<ul>${error.details.map((/** @type {any} */ detail) => html`<li><code>${detail.field}</code> ${detail.message}</li>`)}</ul>`}
    ${again && html`<button type="button" onClick=${again}>Try again</button>`}
  </div>`;
}
