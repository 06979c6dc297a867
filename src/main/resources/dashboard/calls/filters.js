import { go, to } from '../app/router.js';
import { words } from '../ui/format.js';
import { html } from '../ui/html.js';

/** @type {[string, string][]} */
const STATUSES = [['', 'any state'], ['queued', 'queued'], ['ringing', 'ringing'], ['in-progress', 'in progress'], ['completed', 'completed'], ['busy', 'busy'], ['no-answer', 'no answer'], ['failed', 'failed'], ['canceled', 'canceled']];
/** @type {[string, string][]} */
const DIRECTIONS = [['', 'in and out'], ['inbound', 'inbound'], ['outbound', 'outbound']];
/** @type {[string, string][]} */
const BLAMES = [['', 'anybody'], ['nobody', 'nobody'], ['customer', 'customer'], ['carrier', 'carrier'], ['agent', 'agent'], ['us', 'us'], ['unknown', 'unknown']];

/** What the list is narrowed to; kept in the address, so that it can be sent to somebody. @param {{ query: URLSearchParams, numbers: import('../api/shapes').PhoneNumber[], agents: import('../api/shapes').Agent[] }} props */
export function Filters({ query, numbers, agents }) {
  const put = (/** @type {string} */ name, /** @type {string} */ value) => {
    go(to(['calls'], { ...Object.fromEntries(query), offset: '', [name]: value }), { replace: true });
  };
  const select = (/** @type {string} */ name, /** @type {string} */ label, /** @type {[string, string][]} */ options) => html`
    <label class="filter"><span>${label}</span><select value=${query.get(name) ?? ''} onChange=${(/** @type {any} */ event) => put(name, event.currentTarget.value)}>
      ${options.map(([value, text]) => html`<option key=${value} value=${value} selected=${value === (query.get(name) ?? '')}>${text}</option>`)}</select></label>`;
  const search = (/** @type {any} */ event) => {
    event.preventDefault();
    put('search', event.currentTarget.elements.search.value.trim());
  };
  const narrowed = [...query.keys()].some((name) => name !== 'offset');
  return html`<form class="filters" role="search" aria-label="Narrow the list" onSubmit=${search}>
    <label class="filter wide-filter"><span>Search</span><input name="search" type="search" placeholder="part of a number" value=${query.get('search') ?? ''} onChange=${(/** @type {any} */ event) => put('search', event.currentTarget.value.trim())} /></label>
    ${select('status', 'State', STATUSES)}
    ${select('direction', 'Direction', DIRECTIONS)}
    ${select('blame', 'Blame', BLAMES)}
    ${select('phoneNumberId', 'Number', [['', 'all'], ...numbers.map((number) => /** @type {[string, string]} */ ([number.id, number.number]))])}
    ${select('agentId', 'Agent', [['', 'all'], ...agents.map((agent) => /** @type {[string, string]} */ ([agent.id, agent.name]))])}
    ${query.get('endedReason') && html`<p class="filter"><span>Ended</span><strong>${words(query.get('endedReason') ?? '')}</strong></p>`}
    ${narrowed && html`<a class="button small" href="#/calls">Show all</a>`}
  </form>`;
}
