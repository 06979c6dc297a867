import { useResource } from '../api/resource.js';
import { Copy } from '../ui/copy.js';
import { html } from '../ui/html.js';
import { Loaded } from '../ui/loaded.js';

/** What to set up on the far side, ready to copy. @param {{ way: string, number?: string, known?: import('../api/shapes').PhoneNumber }} props */
export function FarSide({ way, number = '', known }) {
  const server = useResource('/server');
  return html`<section class="card farside"><h2>On the far side</h2>
    <${Loaded} from=${server}>${(/** @type {any} */ here) => SIDES[way](here, number || '+12025550100', known)}<//></section>`;
}

/** @type {Record<string, (here: import('../api/shapes').Reach, number: string, known: import('../api/shapes').PhoneNumber | undefined) => any>} */
const SIDES = {
  twilio: (here) => (here.publicUrl?.startsWith('https:') ? html`<p>Nothing to do: the number’s webhooks are set by themselves. They will be:</p>
    <dl>${['voice', 'fallback', 'status'].map((hook) => html`<${Copy} key=${hook} label=${HOOKS[hook]} value=${`${here.publicUrl?.replace(/\/$/, '')}/twilio/${hook}`} />`)}</dl>`
    : html`<p class="warning">Twilio cannot reach this server yet: set <code>CHORUS_PUBLIC_URL</code> to its https address and start it again. Nothing has to be set up at Twilio.</p>`),
  registration: (here, number, known) => html`<ol>
      <li>Make an extension or trunk account for this server, with a user name and a password.</li>
      <li>Let it register from this address, over ${known?.sipRegisterTransport ?? 'the transport chosen here'}.</li>
      <li>Route calls for ${number} to that account, and let it dial out.</li></ol>
    <dl><${Copy} label="Our address" value=${here.sip.host} /><${Copy} label="Sound (RTP), UDP ports" value=${ports(here)} help="Open these towards your PBX, where a firewall stands between." /></dl>`,
  'ip-allowlist': (here, number, known) => html`<ol>
      <li>Make a trunk without registration that points here.</li>
      <li>Send ${number} as the dialled number.</li>
      <li>Accept calls from our address, and offer PCMU, PCMA or G.722.</li></ol>
    <dl><${Copy} label="Call us at" value=${address(here, number, known?.sipProtocol ?? 'udp')} />
      <${Copy} label="Our address" value=${here.sip.host} />
      <${Copy} label="SIP port, UDP and TCP" value=${String(here.sip.port)} />
      ${here.sip.tlsPort && html`<${Copy} label="SIP port, TLS" value=${String(here.sip.tlsPort)} />`}
      <${Copy} label="Sound (RTP), UDP ports" value=${ports(here)} help="Open these, and the SIP port, to your trunk only." /></dl>`,
  voximplant: (here) => (here.publicUrl?.startsWith('https:') ? html`<p>Nothing to do: the scenario and its rules are installed in the account by themselves. They ask this server at:</p>
    <dl><${Copy} label="Public address" value=${`${here.publicUrl?.replace(/\/$/, '')}/voximplant/`} /></dl>`
    : html`<p class="warning">Voximplant cannot reach this server yet: set <code>CHORUS_PUBLIC_URL</code> to its https address and start it again. Nothing has to be set up at Voximplant.</p>`),
};

/** @type {Record<string, string>} what Twilio calls them */
const HOOKS = { voice: 'Voice URL', fallback: 'Fallback URL', status: 'Status callback' };

/** @param {import('../api/shapes').Reach} here */
const ports = (here) => `${here.rtp.firstPort}-${here.rtp.lastPort}`;

/** @param {import('../api/shapes').Reach} here @param {string} number @param {string} transport */
function address(here, number, transport) {
  const tls = transport === 'tls';
  const port = tls ? here.sip.tlsPort : here.sip.port;
  const usual = port === (tls ? 5061 : 5060);
  return `${tls ? 'sips' : 'sip'}:${number}@${here.sip.host}${usual ? '' : `:${port}`}${transport === 'tcp' ? ';transport=tcp' : ''}`;
}
