import { html } from '../ui/html.js';
import { CallPage } from './call.js';
import { CallList } from './list.js';

/** Calls: the list, or one of them. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const [, id, part] = place.path;
  return id === undefined ? html`<${CallList} place=${place} />` : html`<${CallPage} key=${id} id=${id} part=${part ?? ''} />`;
}
