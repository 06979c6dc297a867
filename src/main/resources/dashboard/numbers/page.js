import { html } from '../ui/html.js';
import { AddNumber } from './add.js';
import { NumberList } from './list.js';
import { NumberPage } from './number.js';
import { Provision } from './provision.js';

/** Numbers: the list, one of them, or the way to a new one. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const [, id, part] = place.path;
  switch (id) {
    case undefined:
      return html`<${NumberList} place=${place} />`;
    case 'add':
      return html`<${AddNumber} choice=${part} />`;
    case 'buy':
      return html`<${Provision} />`;
    default:
      return html`<${NumberPage} key=${id} id=${id} part=${part ?? ''} />`;
  }
}
