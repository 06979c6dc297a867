import { useEffect } from '../lib/hooks.js';
import { post } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { go, to } from '../app/router.js';
import { Empty } from '../ui/empty.js';
import { Fields, FormBox, Send, useForm } from '../ui/form.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { VARIABLES, variablesIn } from './variables.js';

/** Has an agent call somebody. @param {{ query: URLSearchParams }} props */
export function PlaceCall({ query }) {
  const numbers = useResource('/phone-numbers', { limit: 100 });
  const agents = useResource('/agents', { limit: 100 });
  return html`<${Loaded} from=${numbers}>${(/** @type {any[]} */ own) => (own.length === 0 ? html`<${Empty} title="No number to call from">
      <p>A call is placed from one of your numbers.</p><a class="button primary" href="#/numbers/add">Add a number</a><//>`
    : html`<${Order} numbers=${own} agents=${agents.data ?? []} phoneNumberId=${query.get('phoneNumberId')} />`)}<//>`;
}

/** @param {{ numbers: import('../api/shapes').PhoneNumber[], agents: import('../api/shapes').Agent[], phoneNumberId: string | null }} props */
function Order({ numbers, agents, phoneNumberId }) {
  const fields = asked(numbers, agents);
  const form = useForm({ phoneNumberId: phoneNumberId ?? numbers[0].id, agentId: '' }, async (values) => {
    const { data } = await post('/calls', {
      to: values.to?.trim() ?? '', phoneNumberId: values.phoneNumberId, agentId: values.agentId,
      contextVariables: variablesIn(values.contextVariables ?? ''), ...(values.detectMachine ? { detectMachine: true } : {}),
    });
    go(to(['calls', data.id]));
  });
  useEffect(() => {
    if (!form.values.agentId && agents.length) form.put('agentId', agents[0].id);
  }, [agents.length]);
  return html`<section class="card"><h2>Call a phone</h2><${FormBox} form=${form}><${Fields} fields=${fields} form=${form} /><${Send} form=${form} label="Place the call" /><//></section>`;
}

/** @param {any[]} numbers @param {any[]} agents @returns {import('../ui/field.js').Asked[]} */
function asked(numbers, agents) {
  return [
    { name: 'to', label: 'Whom to call', required: true, placeholder: '+14155550123', maxlength: 32, help: 'With + and country code; from a SIP number also an extension of its PBX.' },
    { name: 'phoneNumberId', label: 'From', kind: 'select', required: true, options: numbers.map((number) => ({ value: number.id, label: `${number.number}${number.name ? ` · ${number.name}` : ''}` })), help: 'Its line carries the call.' },
    { name: 'agentId', label: 'Who talks', kind: 'select', required: true, options: agents.map((agent) => ({ value: agent.id, label: agent.name })), help: '' },
    VARIABLES,
    { name: 'detectMachine', label: 'Detect answering machines', kind: 'check', more: true, help: 'At Twilio only, which charges for it; the agent is told what answered.' },
  ];
}
