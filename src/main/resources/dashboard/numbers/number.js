import { useState } from '../lib/hooks.js';
import { post, remove } from '../api/client.js';
import { useEvents } from '../api/events.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { go, to } from '../app/router.js';
import { Confirm } from '../ui/dialog.js';
import { Facts } from '../ui/facts.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';
import { telling } from '../ui/notice.js';
import { Status } from '../ui/status.js';
import { Tabs } from '../ui/tabs.js';
import { When } from '../ui/when.js';
import { AssignAgent } from './assign.js';
import { EditNumber } from './edit.js';
import { FarSide } from './farside.js';
import { Preflight } from './preflight.js';
import { wayOf } from './providers.js';

/** One number. @param {{ id: string, part: string }} props */
export function NumberPage({ id, part }) {
  const number = useResource(`/phone-numbers/${id}`);
  const member = useMay('member');
  useEvents(({ type, data }) => {
    if (type === 'line.updated' && data.phoneNumberId === id) number.again();
  });
  const parts = [{ path: '', name: 'Line' }, { path: 'test', name: 'Test' }, { path: 'far-side', name: 'Far side' }, ...(member ? [{ path: 'settings', name: 'Settings' }] : [])];
  const shown = number.data;
  return html`<${Heading} title=${shown?.number ?? 'Number'} back=${{ name: 'Numbers', href: '#/numbers' }}>
      <a class="button" href=${to(['calls'], { phoneNumberId: id })}>Its calls</a>
      ${member && html`<a class="button" href=${to(['talk', 'place'], { phoneNumberId: id })}>Call from it</a>`}
    <//>
    <${Loaded} from=${number} lines=${6}>${(/** @type {any} */ data) => html`
      <${Tabs} label="Parts of the number" current=${part} parts=${parts.map((one) => ({ ...one, href: to(['numbers', id, ...(one.path ? [one.path] : [])]) }))} />
      ${part === '' && html`<${LinePart} number=${data} again=${number.again} />`}
      ${part === 'test' && html`<${Preflight} number=${data} />`}
      ${part === 'far-side' && html`<${FarSide} way=${wayOf(data).path} number=${data.number} known=${data} />`}
      ${part === 'settings' && html`<${EditNumber} number=${data} saved=${number.put} />`}`}<//>`;
}

/** How the line stands, since when, and how it stood before. @param {{ number: import('../api/shapes').PhoneNumber, again: () => void }} props */
function LinePart({ number, again }) {
  const agents = useResource('/agents', { limit: 100 });
  const member = useMay('member');
  const { line } = number;
  const repair = () => telling(() => post(`/phone-numbers/${number.id}/repair`), 'Tried again.').then(again);
  return html`<section class="card"><h2>Line <${Status} of=${line.status} /></h2>
      <p>${line.reason}</p>
      <${Facts} of=${[
        ['Since', html`<${When} at=${line.since} />`],
        ['Until', line.until && html`<${When} at=${line.until} />`],
        ['Provider', wayOf(number).name],
        ['Name', number.name],
        ['Answered by', html`<${AssignAgent} key=${number.agentId} number=${number} agents=${agents.data ?? []} />`],
        ['Price', number.pricePerMinute && `${number.pricePerMinute} a minute`],
      ]} />
      ${member && line.status !== 'ready' && html`<div class="actions"><button type="button" onClick=${repair}>Try again now</button><a class="button" href=${to(['numbers', number.id, 'test'])}>Test the line</a></div>`}
    </section>
    ${line.history.length > 0 && html`<section class="card"><h2>Before</h2><ol class="history">${line.history.map((/** @type {any} */ change, /** @type {number} */ at) => html`
      <li key=${at}><${When} at=${change.at} /><${Status} of=${change.status} /><span>${change.reason}</span></li>`)}</ol></section>`}
    ${member && html`<${Leave} number=${number} />`}`;
}

/** Disconnects a number, or gives it back for good. @param {{ number: import('../api/shapes').PhoneNumber }} props */
function Leave({ number }) {
  const [asking, setAsking] = useState('');
  const admin = useMay('admin');
  const gone = async (/** @type {() => Promise<any>} */ work, /** @type {string} */ done) => {
    if (await telling(work, done)) go('#/numbers');
  };
  const disconnect = () => gone(() => remove(`/phone-numbers/${number.id}`), `${number.number} is disconnected.`);
  const release = () => gone(() => post(`/phone-numbers/${number.id}/release`, { confirm: true }), `${number.number} was given back.`);
  return html`<section class="card quiet-card"><h2>Disconnect</h2>
    <p>Calls no longer come here. Records of its calls stay.</p>
    <div class="actions"><button type="button" class="danger" onClick=${() => setAsking('disconnect')}>Disconnect</button>
      ${admin && number.provider !== 'sip' && html`<button type="button" class="danger" onClick=${() => setAsking('release')}>Give back to ${wayOf(number).name}</button>`}</div>
    ${asking === 'disconnect' && html`<${Confirm} title=${`Disconnect ${number.number}?`} action="Disconnect" close=${() => setAsking('')} confirm=${disconnect}><p>Its line goes down at once. You can add it again later.</p><//>`}
    ${asking === 'release' && html`<${Confirm} title=${`Give ${number.number} back?`} action="Give back for good" close=${() => setAsking('')} confirm=${release}><p>The provider takes it out of your account and may sell it to somebody else. This cannot be undone.</p><//>`}
  </section>`;
}
