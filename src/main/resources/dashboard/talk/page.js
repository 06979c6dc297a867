import { html } from '../ui/html.js';
import { Heading } from '../ui/heading.js';
import { Tabs } from '../ui/tabs.js';
import { useMay } from '../app/access.js';
import { PlaceCall } from './place.js';
import { TalkHere } from './here.js';

const PARTS = [{ path: '', name: 'From this browser', href: '#/talk' }, { path: 'place', name: 'Call a phone', href: '#/talk/place' }];

/** Talks to an agent from here, or has it call somebody. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const part = place.path[1] ?? '';
  if (!useMay('member')) return html`<${Heading} title="Talk" /><p>This takes a member key; yours may only read.</p>`;
  return html`<${Heading} title="Talk" /><${Tabs} label="Ways to talk" current=${part} parts=${PARTS} />
    ${part === 'place' ? html`<${PlaceCall} query=${place.query} />` : html`<${TalkHere} query=${place.query} />`}`;
}
