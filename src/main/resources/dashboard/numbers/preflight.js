import { useState } from '../lib/hooks.js';
import { post } from '../api/client.js';
import { useResource } from '../api/resource.js';
import { useMay } from '../app/access.js';
import { Empty } from '../ui/empty.js';
import { FormBox, Send, useForm } from '../ui/form.js';
import { Field } from '../ui/field.js';
import { seconds } from '../ui/format.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Loaded } from '../ui/loaded.js';
import { When } from '../ui/when.js';

/** @type {import('../ui/field.js').Asked} */
const LOOP = { name: 'loopTo', label: 'Extension that echoes', placeholder: '*43', maxlength: 6, help: 'With it, a call with a tone is made too: *43 at FreePBX, 9196 at FreeSWITCH.' };
/** @type {import('../ui/field.js').Asked} */
const PATIENT = { name: 'patient', label: 'Wait for NAT', kind: 'check', help: 'Takes half a minute more, and sees whether a NAT in between forgets us.' };

/** Looks at a line as a telephone engineer would, and shows what was found as a check list. @param {{ number: import('../api/shapes').PhoneNumber }} props */
export function Preflight({ number }) {
  const earlier = useResource(`/phone-numbers/${number.id}/tests`, { limit: 10 });
  const [fresh, setFresh] = useState(/** @type {any} */ (null));
  const member = useMay('member');
  const sip = number.provider === 'sip';
  const form = useForm({ loopTo: '', patient: false }, async ({ loopTo, patient }) => {
    const answer = await post(`/phone-numbers/${number.id}/test`, sip ? { loopTo: loopTo || null, patient } : {});
    setFresh(answer.data);
    earlier.again();
  });
  return html`${member && html`<section class="card"><h2>Test the line</h2>
      <p>Names, answers, registration, codecs, NAT: what an engineer would look at. No caller notices.</p>
      <${FormBox} form=${form}>${sip && html`<${Field} field=${LOOP} form=${form} /><${Field} field=${PATIENT} form=${form} />`}
        <${Send} form=${form} label="Test now" /><//></section>`}
    <${Loaded} from=${earlier}>${(/** @type {any[]} */ tests) => {
      const shown = fresh ?? tests[0];
      return shown ? html`<${Checklist} test=${shown} />${tests.length > 1 && html`<${Earlier} tests=${tests} />`}`
        : html`<${Empty} title="Not tested yet"><p>${member ? 'Test the line before people call it.' : 'Somebody with a member key can test it.'}</p><//>`;
    }}<//>`;
}

/** @param {{ test: import('../api/shapes').LineTest }} props */
export function Checklist({ test }) {
  const failed = test.steps.filter((/** @type {any} */ step) => step.verdict === 'failed').length;
  return html`<section class="card" aria-live="polite"><h2>${failed ? `${failed} of ${test.steps.length} checks failed` : 'All is well'}</h2>
    <p class="help">Tested <${When} at=${test.at} />${test.cause === 'scheduled' ? ', on schedule' : ''}</p>
    <ol class="checks">${test.steps.map((/** @type {any} */ step, /** @type {number} */ at) => html`<li key=${at} class=${step.verdict}>
      <${Icon} name=${step.verdict} /><div><strong>${step.check}</strong> <span class="sr">${step.verdict}</span><small>${seconds(step.tookMs)}</small>
      <p>${step.found}</p>${step.change && html`<p class="change">${step.change}</p>`}</div></li>`)}</ol></section>`;
}

/** @param {{ tests: import('../api/shapes').LineTest[] }} props */
function Earlier({ tests }) {
  return html`<section class="card"><h2>Earlier tests</h2><ol class="history">${tests.map((test) => html`<li key=${test.id}>
    <${When} at=${test.at} /><span class=${`status ${test.verdict === 'passed' ? 'good' : 'bad'}`}>${test.verdict}</span>
    <span>${test.steps.filter((/** @type {any} */ step) => step.verdict === 'failed').map((/** @type {any} */ step) => step.check).join(', ')}</span></li>`)}</ol></section>`;
}
