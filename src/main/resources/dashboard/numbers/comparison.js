import { html } from '../ui/html.js';

/** @type {[string, string, string, string, string][]} question and its answer for each way */
const ROWS = [
  ['Effort', 'easy: two credentials', 'moderate: an account on the PBX', 'moderate: a trunk on the PBX', 'easy'],
  ['Reaches', 'countries of Twilio', 'whatever your PBX or trunk does', 'whatever your PBX or trunk does', 'countries of Voximplant'],
  ['Needs a public address', 'yes, https', 'no', 'yes, fixed on both sides', 'yes, https'],
  ['Works behind NAT', 'through a proxy', 'yes', 'with forwarded ports', 'through a proxy'],
  ['Encrypted sound', 'yes', 'over TLS, if the PBX can', 'over TLS, if the PBX can', 'yes'],
  ['Here today', 'in and out', 'in and out', 'in and out', 'stored only'],
];

/** What speaks for which way. */
export function Comparison() {
  return html`<details class="card"><summary>Which one should I take?</summary>
    <p>You have a number at Twilio: take that. You have a PBX or a SIP trunk: let this server register, unless both sides have fixed addresses.</p>
    <div class="wide" tabindex="0" role="region" aria-label="Comparison of providers"><table>
      <thead><tr><td></td><th scope="col">Twilio</th><th scope="col">SIP registration</th><th scope="col">SIP IP allowlist</th><th scope="col">Voximplant</th></tr></thead>
      <tbody>${ROWS.map(([question, ...answers]) => html`<tr key=${question}><th scope="row">${question}</th>${answers.map((answer) => html`<td>${answer}</td>`)}</tr>`)}</tbody>
    </table></div></details>`;
}
