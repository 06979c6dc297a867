import { useState } from '../lib/hooks.js';
import { get, post } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { go, to } from '../app/router.js';
import { Confirm } from '../ui/dialog.js';
import { Empty } from '../ui/empty.js';
import { Fields, FormBox, Send, useForm } from '../ui/form.js';
import { money } from '../ui/format.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';
import { Problem } from '../ui/problem.js';

/** @type {import('../ui/field.js').Asked[]} */
const SEARCH = [
  { name: 'provider', label: 'At', kind: 'select', options: [{ value: 'twilio', label: 'Twilio' }, { value: 'voximplant', label: 'Voximplant' }], help: 'Who sells it.' },
  { name: 'country', label: 'Country', required: true, placeholder: 'US', maxlength: 2, help: 'Two letters, such as US or GB.' },
  { name: 'type', label: 'Kind', kind: 'select', options: [{ value: 'local', label: 'local' }, { value: 'toll_free', label: 'toll-free' }, { value: 'mobile', label: 'mobile' }], help: '' },
  { name: 'areaCode', label: 'Area code', placeholder: '202', maxlength: 3, help: 'Three digits, in North America.' },
  { name: 'contains', label: 'Contains', placeholder: '555*', maxlength: 15, help: 'Digits; * stands for any one.' },
];

/** @type {import('../ui/field.js').Asked[]} */
const ACCOUNT = [
  { name: 'X-Twilio-Account-Sid', label: 'Account SID', placeholder: 'AC…', maxlength: 34, more: true, help: 'The account that pays, unless it is that of your numbers here.' },
  { name: 'X-Twilio-Auth-Token', label: 'Auth Token', kind: 'password', maxlength: 255, more: true, help: 'Of that account. Used for this purchase and stored, encrypted, with the number.' },
];

/** Finds a number for sale, shows its price and buys it when that is confirmed. */
export function Provision() {
  const agents = useResource('/agents', { limit: 100 });
  const [offers, setOffers] = useState(/** @type {any[] | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {any} */ (null));
  const fields = [...SEARCH, ...ACCOUNT];
  const form = useForm({ provider: 'twilio', country: 'US', type: 'local' }, async (values) => {
    const { provider, country, type, areaCode, contains } = values;
    const answer = await get('/phone-numbers/available', { query: { provider, country: country.toUpperCase(), type, areaCode, contains }, headers: account(values) });
    setOffers(answer.data);
  });
  return html`<${Heading} title="Buy a number" back=${{ name: 'Numbers', href: '#/numbers' }} />
    <section class="card"><h2>Look for one</h2><${FormBox} form=${form}><div class="grid"><${Fields} fields=${fields} form=${form} /></div><${Send} form=${form} label="Search" /><//></section>
    ${offers?.length === 0 && html`<${Empty} title="Nothing of that kind is for sale"><p>Try another area code, fewer digits, or another kind.</p><//>`}
    ${offers && offers.length > 0 && html`<${Offers} offers=${offers} choose=${setChosen} />`}
    ${chosen && html`<${Purchase} key=${chosen.number} offer=${chosen} values=${form.values} agents=${agents.data ?? []} close=${() => setChosen(null)} />`}`;
}

/** @param {Record<string, any>} values @returns {Record<string, string>} */
function account(values) {
  return Object.fromEntries(ACCOUNT.map(({ name }) => [name, values[name]]).filter(([, value]) => value));
}

/** @param {{ offers: import('../api/shapes').NumberOffer[], choose: (offer: import('../api/shapes').NumberOffer) => void }} props */
function Offers({ offers, choose }) {
  return html`<table class="list"><thead><tr><th scope="col">Number</th><th scope="col">Place</th><th scope="col">A month</th><th scope="col"><span class="sr">Choose</span></th></tr></thead>
    <tbody>${offers.map((offer) => html`<tr key=${offer.number}><th scope="row">${offer.number}</th>
      <td data-label="Place">${[offer.locality, offer.region, offer.country].filter(Boolean).join(', ')}${offer.addressRequirements !== 'none' && html`<small>asks for an address: ${offer.addressRequirements}</small>`}</td>
      <td data-label="A month">${offer.monthlyPrice === null ? 'not told' : money(offer.monthlyPrice, offer.currency ?? '')}</td>
      <td><button type="button" class="small" aria-label=${`Choose ${offer.number}`} onClick=${() => choose(offer)}>Choose</button></td></tr>`)}</tbody></table>`;
}

/** Buys once, however often it is sent: one key for each chosen number. @param {{ offer: import('../api/shapes').NumberOffer, values: any, agents: import('../api/shapes').Agent[], close: () => void }} props */
function Purchase({ offer, values, agents, close }) {
  const [order] = useState(() => ({ key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` }));
  const [agentId, setAgentId] = useState('');
  const [error, setError] = useState(/** @type {any} */ (null));
  const buy = async () => {
    const sent = account(values);
    const body = {
      number: offer.number, country: offer.country, type: offer.type, provider: values.provider, agentId: agentId || null, monthlyPrice: offer.monthlyPrice ?? undefined, confirm: true,
      twilioAccountSid: sent['X-Twilio-Account-Sid'], twilioAuthToken: sent['X-Twilio-Auth-Token'],
    };
    try {
      const { data } = await post('/phone-numbers/provision', body, { headers: { 'Idempotency-Key': order.key } });
      say(`${data.number} is yours.`);
      go(to(['numbers', data.id]));
    } catch (problem) {
      setError(problem);
    }
  };
  if (error) return html`<${Problem} error=${error} again=${buy} />`;
  return html`<${Confirm} title=${`Buy ${offer.number}?`} action=${`Buy for ${money(offer.monthlyPrice ?? '?', offer.currency ?? '')} a month`} close=${close} confirm=${buy}>
    <p>It is charged to your account at ${values.provider === 'twilio' ? 'Twilio' : 'Voximplant'}, every month until it is given back.</p>
    <div class="field"><label for="answers">Answered by</label><select id="answers" onChange=${(/** @type {any} */ event) => setAgentId(event.currentTarget.value)}>
      <option value="">nobody yet</option>${agents.map((agent) => html`<option key=${agent.id} value=${agent.id}>${agent.name}</option>`)}</select></div>
  <//>`;
}
