import { useRef, useState } from '../lib/hooks.js';
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

/** @type {import('../ui/field.js').Asked[]} */
const SEARCH = [
  { name: 'provider', label: 'At', kind: 'select', options: [{ value: 'twilio', label: 'Twilio' }, { value: 'voximplant', label: 'Voximplant' }], help: 'Who sells it.' },
  { name: 'country', label: 'Country', required: true, placeholder: 'US', maxlength: 2, help: 'Two letters, such as US or GB.' },
  { name: 'type', label: 'Kind', kind: 'select', options: [{ value: 'local', label: 'local' }, { value: 'toll_free', label: 'toll-free' }, { value: 'mobile', label: 'mobile' }], help: '' },
  { name: 'areaCode', label: 'Area code', placeholder: '202', maxlength: 3, help: 'Three digits, in North America.' },
  { name: 'contains', label: 'Contains', placeholder: '555*', maxlength: 15, help: 'Digits; * stands for any one.' },
];

/** Who pays, at each provider: sent as headers with a search. @type {Record<string, import('../ui/field.js').Asked[]>} */
const ACCOUNTS = {
  twilio: [
    { name: 'X-Twilio-Account-Sid', label: 'Account SID', placeholder: 'AC…', maxlength: 34, more: true, help: 'The account that pays, unless it is that of your numbers here.' },
    { name: 'X-Twilio-Auth-Token', label: 'Auth Token', kind: 'password', maxlength: 255, more: true, help: 'Of that account. Used for this purchase and stored, encrypted, with the number.' },
  ],
  voximplant: [
    { name: 'X-Voximplant-Account-Id', label: 'Account ID', maxlength: 20, more: true, help: 'The account that pays, unless it is that of your numbers here.' },
    { name: 'X-Voximplant-Api-Key', label: 'API key', kind: 'password', maxlength: 255, more: true, help: 'Of that account. Used for this purchase and stored, encrypted, with the number.' },
  ],
};

/** What an account's headers are called in an order. @type {Record<string, string>} */
const IN_AN_ORDER = {
  'X-Twilio-Account-Sid': 'twilioAccountSid', 'X-Twilio-Auth-Token': 'twilioAuthToken',
  'X-Voximplant-Account-Id': 'voximplantAccountId', 'X-Voximplant-Api-Key': 'voximplantApiKey',
};

/** Finds a number for sale, shows its price and buys it when that is confirmed. */
export function Provision() {
  const agents = useResource('/agents', { limit: 100 });
  const [offers, setOffers] = useState(/** @type {any[] | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {any} */ (null));
  const orders = useRef(/** @type {Record<string, string>} */ ({}));
  const form = useForm({ provider: 'twilio', country: 'US', type: 'local' }, async (values) => {
    const { provider, country, type, areaCode, contains } = values;
    const answer = await get('/phone-numbers/available', { query: { provider, country: country.toUpperCase(), type, areaCode, contains }, headers: account(values) });
    setOffers(answer.data);
  });
  const fields = [...SEARCH, ...ACCOUNTS[form.values.provider]];
  return html`<${Heading} title="Buy a number" back=${{ name: 'Numbers', href: '#/numbers' }} />
    <section class="card"><h2>Look for one</h2><${FormBox} form=${form}><div class="grid"><${Fields} fields=${fields} form=${form} /></div><${Send} form=${form} label="Search" /><//></section>
    ${offers?.length === 0 && html`<${Empty} title="Nothing of that kind is for sale"><p>Try another area code, fewer digits, or another kind.</p><//>`}
    ${offers && offers.length > 0 && html`<${Offers} offers=${offers} choose=${setChosen} />`}
    ${chosen && html`<${Purchase} key=${chosen.number} offer=${chosen} values=${form.values} agents=${agents.data ?? []} orders=${orders.current} close=${() => setChosen(null)} />`}`;
}

/** @param {Record<string, any>} values @returns {Record<string, string>} */
function account(values) {
  return Object.fromEntries(ACCOUNTS[values.provider].map(({ name }) => [name, values[name]]).filter(([, value]) => value));
}

/** @param {{ offers: import('../api/shapes').NumberOffer[], choose: (offer: import('../api/shapes').NumberOffer) => void }} props */
function Offers({ offers, choose }) {
  return html`<table class="list"><thead><tr><th scope="col">Number</th><th scope="col">Place</th><th scope="col">A month</th><th scope="col"><span class="sr">Choose</span></th></tr></thead>
    <tbody>${offers.map((offer) => html`<tr key=${offer.number}><th scope="row">${offer.number}</th>
      <td data-label="Place">${[offer.locality, offer.region, offer.country].filter(Boolean).join(', ')}${offer.addressRequirements !== 'none' && html`<small>asks for an address: ${offer.addressRequirements}</small>`}</td>
      <td data-label="A month">${offer.monthlyPrice === null ? 'not told' : money(offer.monthlyPrice, offer.currency ?? '')}</td>
      <td><button type="button" class="small" aria-label=${`Choose ${offer.number}`} onClick=${() => choose(offer)}>Choose</button></td></tr>`)}</tbody></table>`;
}

/**
 * Buys once, however often it is sent: a number keeps its key until its order is refused for good.
 * @param {{ offer: import('../api/shapes').NumberOffer, values: any, agents: import('../api/shapes').Agent[], orders: Record<string, string>, close: () => void }} props
 */
function Purchase({ offer, values, agents, orders, close }) {
  const [agentId, setAgentId] = useState('');
  const buy = async () => {
    const body = {
      number: offer.number, country: offer.country, type: offer.type, provider: values.provider, agentId: agentId || null, monthlyPrice: offer.monthlyPrice ?? undefined, confirm: true,
      ...Object.fromEntries(Object.entries(account(values)).map(([header, value]) => [IN_AN_ORDER[header], value])),
    };
    orders[offer.number] ??= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const { data } = await post('/phone-numbers/provision', body, { headers: { 'Idempotency-Key': orders[offer.number] } }).catch((error) => {
      if (error.status >= 400 && error.status < 500 && error.status !== 429) delete orders[offer.number];
      throw error;
    });
    say(`${data.number} is yours.`);
    go(to(['numbers', data.id]));
  };
  return html`<${Confirm} title=${`Buy ${offer.number}?`} action=${`Buy for ${money(offer.monthlyPrice ?? '?', offer.currency ?? '')} a month`} close=${close} confirm=${buy}>
    <p>It is charged to your account at ${values.provider === 'twilio' ? 'Twilio' : 'Voximplant'}, every month until it is given back.</p>
    <div class="field"><label for="answers">Answered by</label><select id="answers" onChange=${(/** @type {any} */ event) => setAgentId(event.currentTarget.value)}>
      <option value="">nobody yet</option>${agents.map((agent) => html`<option key=${agent.id} value=${agent.id}>${agent.name}</option>`)}</select></div>
  <//>`;
}
