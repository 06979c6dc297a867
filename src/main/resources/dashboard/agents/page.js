import { html } from '../ui/html.js';
import { AgentPage, NewAgent } from './agent.js';
import { AgentList } from './list.js';

/** Agents: the list, one of them, or a new one. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const [, id] = place.path;
  if (id === undefined) return html`<${AgentList} place=${place} />`;
  return id === 'new' ? html`<${NewAgent} />` : html`<${AgentPage} key=${id} id=${id} />`;
}
