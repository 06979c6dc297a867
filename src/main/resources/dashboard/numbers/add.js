import { post } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { go, to } from '../app/router.js';
import { useMay } from '../app/access.js';
import { Fields, FormBox, Send, useForm } from '../ui/form.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';
import { Comparison } from './comparison.js';
import { FarSide } from './farside.js';
import { WAYS, written } from './providers.js';

/** Connects a number that somebody has: first which way, then just what that way wants. @param {{ choice?: string }} props */
export function AddNumber({ choice }) {
  const way = WAYS.find((one) => one.path === choice);
  const admin = useMay('admin');
  return html`<${Heading} title="Add a number" back=${{ name: 'Numbers', href: '#/numbers' }} />
    <ul class="choices" aria-label="How the number is connected">${WAYS.map((one) => html`<li key=${one.path}>
      <a href=${to(['numbers', 'add', one.path])} aria-current=${one === way ? 'true' : undefined}><strong>${one.name}</strong><span>${one.tagline}</span></a></li>`)}</ul>
    <${Comparison} />
    ${way ? html`<${Form} key=${way.path} way=${way} />` : html`<p>Choose where the number is.${admin && html` You have none yet? <a href="#/numbers/buy">Buy one</a>.`}</p>`}`;
}

/** @param {{ way: import('./providers.js').Way }} props */
function Form({ way }) {
  const agents = useResource('/agents', { limit: 100 });
  const fields = [...way.fields.slice(0, 1), agentField(agents.data), ...way.fields.slice(1)];
  const form = useForm({ sipRegisterTransport: 'udp', sipProtocol: 'udp' }, async (values) => {
    const { data } = await post('/phone-numbers', { ...way.sent, ...written(values, fields, false) });
    say(`${data.number} is connected.`);
    go(to(['numbers', data.id]));
  });
  return html`<div class="beside">
    <section class="card"><h2>${way.name}</h2><p>${way.needs}</p>
      <${FormBox} form=${form}>
        <${Fields} fields=${fields} form=${form} />
        <${Send} form=${form} label="Connect the number" cancel="#/numbers" />
      <//></section>
    <${FarSide} way=${way.path} number=${form.values.number} />
  </div>`;
}

/** @param {any[]} [agents] @returns {import('../ui/field.js').Asked} */
export function agentField(agents = []) {
  return {
    name: 'agentId', label: 'Answered by', kind: 'select', help: 'The agent that takes its calls. It can be changed at any time.',
    options: [{ value: '', label: 'nobody yet' }, ...agents.map((agent) => ({ value: agent.id, label: agent.name }))],
  };
}
