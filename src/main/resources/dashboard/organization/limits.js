import { patch } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { Facts } from '../ui/facts.js';
import { Field } from '../ui/field.js';
import { FormBox, Send, useForm } from '../ui/form.js';
import { number } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { say } from '../ui/notice.js';
import { Status } from '../ui/status.js';

/** @type {import('../ui/field.js').Asked} */
const DESTINATIONS = { name: 'allowedDestinations', label: 'Countries that may be called', kind: 'lines', placeholder: '+44\n+353', help: 'Beginnings of numbers, one a line; + alone allows every country. A number’s own country is always allowed; emergency and premium-rate numbers never are.' };

/** What the organization may do, and where its calls may go. */
export function Limits() {
  const organization = useResource('/organization');
  const admin = useMay('admin');
  return html`<${Loaded} from=${organization} lines=${4}>${(/** @type {any} */ data) => html`
    <section class="card"><h2>${data.name} <${Status} of=${data.active ? 'active' : 'paused'} /></h2>
      <${Facts} of=${[['Calls at once', number(data.maxConcurrentCalls)], ['Price a minute', data.pricePerMinute === '0' ? 'nothing' : data.pricePerMinute], ['Countries abroad', data.allowedDestinations.join(', ') || 'none'], ['Id', html`<code>${data.id}</code>`]]} />
      <p class="help">The operator of this server sets limits and prices.</p></section>
    ${admin && html`<${Abroad} organization=${data} saved=${organization.put} />`}`}<//>`;
}

/** @param {{ organization: import('../api/shapes').Organization, saved: (organization: import('../api/shapes').Organization) => void }} props */
function Abroad({ organization, saved }) {
  const form = useForm({ allowedDestinations: organization.allowedDestinations.join('\n') }, async (values) => {
    const beginnings = values.allowedDestinations.split(/[\s,]+/).filter(Boolean);
    saved((await patch('/organization', { allowedDestinations: beginnings })).data);
    say('Saved.');
  });
  return html`<section class="card"><h2>Calls abroad</h2><${FormBox} form=${form}><${Field} field=${DESTINATIONS} form=${form} /><${Send} form=${form} label="Save" /><//></section>`;
}
