import { useState } from '../lib/hooks.js';
import { patch, post, remove } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { go, to } from '../app/router.js';
import { Confirm } from '../ui/dialog.js';
import { Facts } from '../ui/facts.js';
import { Fields, FormBox, Send, useForm } from '../ui/form.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { say, telling } from '../ui/notice.js';
import { Status } from '../ui/status.js';
import { BEHAVIOUR, NAME, RUNTIMES, runtimeOf, writtenAgent } from './runtimes.js';
import { TestAgent } from './test.js';

const BACK = { name: 'Agents', href: '#/agents' };

export function NewAgent() {
  const initial = { runtime: 'builtin', isActive: true, allowEndCall: true, firstSpeaker: 'agent' };
  return html`<${Heading} title="New agent" back=${BACK} />
    <${AgentForm} initial=${initial} clearing=${false} label="Create the agent" send=${async (/** @type {any} */ body) => {
      const { data } = await post('/agents', body);
      say(`${data.name} is ready. Test it, or talk to it.`);
      go(to(['agents', data.id]));
    }} />`;
}

/** One agent. @param {{ id: string }} props */
export function AgentPage({ id }) {
  const agent = useResource(`/agents/${id}`);
  const member = useMay('member');
  return html`<${Heading} title=${agent.data?.name ?? 'Agent'} back=${BACK}>
      <a class="button" href=${to(['calls'], { agentId: id })}>Its calls</a>
      ${member && html`<a class="button primary" href=${to(['talk'], { agentId: id })}>Talk to it</a>`}
    <//>
    <${Loaded} from=${agent} lines=${6}>${(/** @type {any} */ data) => (member ? html`
      <${TestAgent} agent=${data} />
      <${AgentForm} key=${data.updatedAt} initial=${shown(data)} clearing=${true} label="Save" send=${async (/** @type {any} */ body) => {
        agent.put((await patch(`/agents/${id}`, body)).data);
        say('Saved.');
      }} />
      <${DeleteAgent} agent=${data} />` : html`<${Reading} agent=${data} />`)}<//>`;
}

/** @param {{ initial: any, clearing: boolean, label: string, send: (body: any) => Promise<any> }} props */
function AgentForm({ initial, clearing, label, send }) {
  const form = useForm(initial, (values) => send(writtenAgent(values, clearing)));
  const runtime = runtimeOf({ type: form.values.runtime });
  return html`<section class="card"><h2>Who answers</h2><${FormBox} form=${form}>
    <fieldset class="runtimes"><legend>Where it runs</legend>${RUNTIMES.map((one) => html`<label key=${one.path} class="choice">
      <input type="radio" name="runtime" value=${one.path} checked=${one === runtime} onChange=${() => form.put('runtime', one.path)} /><span><strong>${one.name}</strong>${one.tagline}</span></label>`)}</fieldset>
    <${Fields} fields=${[NAME, ...runtime.fields, ...BEHAVIOUR]} form=${form} />
    <${Send} form=${form} label=${label} /><//></section>`;
}

/** @param {any} agent */
function shown(agent) {
  const values = /** @type {Record<string, any>} */ ({ name: agent.name, runtime: agent.runtime.type, 'runtime.url': agent.runtime.url, 'runtime.headers': '' });
  for (const field of BEHAVIOUR) values[field.name] = agent[field.name] ?? (field.kind === 'check' ? false : '');
  return values;
}

/** @param {{ agent: import('../api/shapes').Agent }} props */
function Reading({ agent }) {
  return html`<section class="card"><${Facts} of=${[
    ['Takes calls', html`<${Status} of=${agent.isActive ? 'active' : 'paused'} />`], ['Runs', runtimeOf(agent.runtime).name], ['Address', agent.runtime.url],
    ['Speaks first', agent.firstSpeaker === 'agent' ? 'the agent' : 'the caller'], ['Greeting', agent.agentGreeting], ['Language', agent.languageHint],
  ]} /></section>`;
}

/** @param {{ agent: import('../api/shapes').Agent }} props */
function DeleteAgent({ agent }) {
  const [asking, setAsking] = useState(false);
  const gone = async () => {
    if (await telling(() => remove(`/agents/${agent.id}`), `${agent.name} is gone.`)) go('#/agents');
  };
  return html`<section class="card quiet-card"><h2>Delete</h2><p>Numbers that it answers have to be given to somebody else first.</p>
    <div class="actions"><button type="button" class="danger" onClick=${() => setAsking(true)}>Delete the agent</button></div>
    ${asking && html`<${Confirm} title=${`Delete ${agent.name}?`} action="Delete" close=${() => setAsking(false)} confirm=${gone}><p>Records of its calls stay.</p><//>`}</section>`;
}
