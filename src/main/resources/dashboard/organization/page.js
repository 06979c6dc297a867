import { useMay } from '../app/access.js';
import { to } from '../app/router.js';
import { Heading } from '../ui/heading.js';
import { html } from '../ui/html.js';
import { Tabs } from '../ui/tabs.js';
import { Audit } from './audit.js';
import { Balance } from './balance.js';
import { Keys } from './keys.js';
import { Limits } from './limits.js';
import { Webhooks } from './webhooks.js';

const PARTS = [
  { path: '', name: 'Limits', needs: 'read-only', of: Limits },
  { path: 'balance', name: 'Balance', needs: 'read-only', of: Balance },
  { path: 'keys', name: 'API keys', needs: 'admin', of: Keys },
  { path: 'webhooks', name: 'Webhooks', needs: 'read-only', of: Webhooks },
  { path: 'audit', name: 'Audit log', needs: 'admin', of: Audit },
];

/** The organization that the key belongs to. @param {{ place: import('../app/router.js').Place }} props */
export function Page({ place }) {
  const admin = useMay('admin');
  const parts = PARTS.filter((part) => part.needs !== 'admin' || admin);
  const path = place.path[1] ?? '';
  const part = parts.find((one) => one.path === path);
  return html`<${Heading} title="Organization" />
    <${Tabs} label="Parts of the organization" current=${path} parts=${parts.map((one) => ({ ...one, href: to(['organization', ...(one.path ? [one.path] : [])]) }))} />
    ${part ? html`<${part.of} place=${place} />` : html`<p>This takes an admin key. <a href="#/organization">Back</a></p>`}`;
}
