/**
 * The ways a number can be connected, and just the fields that each of them wants.
 * @typedef {import('../ui/field.js').Asked} Asked
 * @typedef {{ path: string, name: string, sent: Record<string, string>, tagline: string, needs: string, fields: Asked[], edited: Asked[] }} Way
 */

const TRANSPORTS = ['udp', 'tcp', 'tls'];

/** @type {Asked} */
const NUMBER = { name: 'number', label: 'Phone number', required: true, placeholder: '+12025550100', maxlength: 32, help: 'With + and country code.' };
/** @type {Asked} */
const NAME = { name: 'name', label: 'Name', placeholder: 'Front desk', maxlength: 255, help: 'A label for you and your colleagues.' };

/** @type {Asked[]} what any number may say about its calls */
const CALLS = [
  { name: 'ringTimeoutSeconds', label: 'Ring time', kind: 'number', min: 5, max: 180, more: true, help: 'Seconds that a call placed from here may ring; 30 unless said otherwise.' },
  { name: 'callsPerSecond', label: 'Calls per second', kind: 'number', min: 1, max: 50, more: true, help: 'How many calls from here may begin within a second; 1 unless said otherwise. More wait in the queue.' },
  { name: 'maxConcurrentCalls', label: 'Calls at once', kind: 'number', min: 0, max: 10000, more: true, help: 'In both directions together. Empty: only the organization’s limit holds.' },
];

/** @type {Asked[]} */
const SIP = [
  { name: 'sipPort', label: 'Port', kind: 'number', min: 1, max: 65535, more: true, placeholder: '5060', help: 'Empty: 5060, or 5061 over TLS.' },
  { name: 'sipSrtp', label: 'Encrypted sound (SRTP)', kind: 'select', more: true, options: [{ value: '', label: 'by transport' }, 'off', 'optional', 'required'], help: 'By transport: optional over TLS, off otherwise.' },
  { name: 'sipCallerId', label: 'Caller id in', kind: 'select', more: true, options: [{ value: '', label: 'the usual place' }, { value: 'from', label: 'From' }, { value: 'from_pai', label: 'From and P-Asserted-Identity' }, { value: 'from_rpid', label: 'From and Remote-Party-ID' }, { value: 'pai', label: 'P-Asserted-Identity' }, { value: 'rpid', label: 'Remote-Party-ID' }], help: 'Where your number stands in calls placed from here. Ask the far side when it shows a wrong one.' },
  { name: 'sipNumberFormat', label: 'Numbers are written', kind: 'select', more: true, options: [{ value: '', label: 'as +12025550100' }, { value: 'e164', label: 'as +12025550100, always' }, { value: 'digits', label: 'as 12025550100' }], help: 'How the far side wants numbers that are dialled.' },
  { name: 'inboundHeaders', label: 'Headers for the agent', kind: 'lines', more: true, placeholder: 'X-Customer-Id', help: 'Names of SIP headers that the agent is told, one a line.' },
];

/** @type {Asked[]} */
const TWILIO = [
  { name: 'twilioAccountSid', label: 'Account SID', required: true, placeholder: 'AC…', maxlength: 34, help: 'On the first page of Twilio’s Console, under Account Info.' },
  { name: 'twilioAuthToken', label: 'Auth Token', kind: 'password', required: true, maxlength: 255, help: 'The primary one, beside the Account SID. Stored encrypted and never shown again.' },
];

/** @type {Asked[]} */
const TWILIO_MORE = [
  { name: 'twilioSecondaryAuthToken', label: 'Secondary Auth Token', kind: 'password', more: true, maxlength: 255, help: 'Accepted beside the first while the two change places.' },
  { name: 'twilioApiKeySid', label: 'API key SID', more: true, placeholder: 'SK…', maxlength: 34, help: 'A key that asks Twilio’s API in the token’s place.' },
  { name: 'twilioApiKeySecret', label: 'API key secret', kind: 'password', more: true, maxlength: 255, help: 'Of that key.' },
  { name: 'twilioRegion', label: 'Region', more: true, placeholder: 'us1', maxlength: 31, help: 'Where token and number live, such as ie1.' },
  { name: 'twilioEdge', label: 'Edge', more: true, placeholder: 'ashburn', maxlength: 31, help: 'How the region is reached, such as dublin. With a region only.' },
];

/** @type {Asked[]} */
const VOXIMPLANT = [
  { name: 'voximplantServiceAccount', label: 'Service account', kind: 'json', secret: true, maxlength: 16384, placeholder: '{"account_id": …', help: 'The file from Voximplant’s control panel, Settings → Service accounts, as it is; its role has to be Developer. Stored encrypted and never shown again. Empty: this server’s own account, if it has one.' },
];

/** @type {Asked[]} */
const VOXIMPLANT_MORE = [
  { name: 'voximplantAccountId', label: 'Account id', more: true, maxlength: 20, help: 'In place of a service account, with an API key.' },
  { name: 'voximplantApiKey', label: 'API key', kind: 'password', more: true, maxlength: 255, help: 'Of the account itself. It may do everything there: a service account is safer.' },
  { name: 'voximplantApplicationName', label: 'Application', more: true, maxlength: 65, placeholder: 'chorus', help: 'Where the scenario lives that this server installs.' },
  { name: 'voximplantServerLocation', label: 'Server location', more: true, maxlength: 31, help: 'Where Voximplant runs calls out.' },
  { name: 'voximplantCallerId', label: 'Caller id', more: true, maxlength: 32, placeholder: '+12025550100', help: 'Another number, rented or verified there, that calls out show.' },
];

/** @type {Asked[]} */
const REGISTRATION = [
  { name: 'sipProxy', label: 'Registrar', required: true, placeholder: 'pbx.example.com', maxlength: 100, help: 'Host name or address of your PBX or provider, without port and scheme.' },
  { name: 'sipUsername', label: 'User name', required: true, placeholder: '4711', maxlength: 60, help: 'The extension or account that was made for Chorus there.' },
  { name: 'sipPassword', label: 'Password', kind: 'password', required: true, maxlength: 255, help: 'Of that account. Stored encrypted and never shown again.' },
  { name: 'sipRegisterTransport', label: 'Transport', kind: 'select', options: TRANSPORTS, help: 'TLS encrypts who calls whom, and offers encrypted sound.' },
];

/** @type {Asked[]} */
const REGISTRATION_MORE = [
  { name: 'sipAuthUser', label: 'Login name', more: true, maxlength: 60, help: 'Where it differs from the user name.' },
  { name: 'sipOutboundProxy', label: 'Outbound proxy', more: true, maxlength: 100, help: 'A host, or host and port, that everything is sent to instead.' },
];

/** @type {Asked[]} */
const ALLOWLIST = [
  { name: 'sipIp', label: 'Address that calls come from', required: true, placeholder: '192.0.2.10', maxlength: 255, help: 'As this server sees it, behind any NAT: an address, or a range such as 192.0.2.0/28. No host name.' },
  { name: 'sipProtocol', label: 'Transport', kind: 'select', options: TRANSPORTS, help: 'How your PBX calls us, and we call it.' },
];

/** @type {Asked[]} */
const ALLOWLIST_MORE = [
  { name: 'sipProxy', label: 'Calls are sent to', more: true, maxlength: 100, placeholder: 'sbc.example.com', help: 'A host whose addresses are all in the field above. Empty: to the address itself.' },
  { name: 'sipUsername', label: 'User name for calls out', more: true, maxlength: 60, help: 'Where the far side asks for a password when it is called.' },
  { name: 'sipPassword', label: 'Password for calls out', kind: 'password', more: true, maxlength: 255, help: 'Of that user.' },
];

const EXTENSION = { ...NUMBER, label: 'Phone number or extension', help: 'With + and country code, or an extension of your PBX such as 4711.' };

/** @type {Way[]} */
export const WAYS = [
  {
    path: 'twilio', name: 'Twilio', sent: { provider: 'twilio' }, tagline: 'A number in your Twilio account.',
    needs: 'Twilio has to reach this server from the internet over https (CHORUS_PUBLIC_URL). The number is pointed here by itself, and put back when you disconnect it.',
    fields: [NUMBER, ...TWILIO, NAME, ...TWILIO_MORE, ...CALLS], edited: [NAME, ...TWILIO, ...TWILIO_MORE, ...CALLS],
  },
  {
    path: 'registration', name: 'SIP registration', sent: { provider: 'sip', sipMode: 'registration' }, tagline: 'This server logs in at your PBX or provider, like a phone.',
    needs: 'A user name and a password there. Works behind NAT and without a fixed address.',
    fields: [EXTENSION, ...REGISTRATION, NAME, ...REGISTRATION_MORE, ...SIP, ...CALLS], edited: [NAME, ...REGISTRATION, ...REGISTRATION_MORE, ...SIP, ...CALLS],
  },
  {
    path: 'ip-allowlist', name: 'SIP IP allowlist', sent: { provider: 'sip', sipMode: 'ip_allowlist' }, tagline: 'Your PBX or trunk calls this server from a known address.',
    needs: 'Fixed addresses on both sides that see each other. No password.',
    fields: [EXTENSION, ...ALLOWLIST, NAME, ...ALLOWLIST_MORE, ...SIP, ...CALLS], edited: [NAME, ...ALLOWLIST, ...ALLOWLIST_MORE, ...SIP, ...CALLS],
  },
  {
    path: 'voximplant', name: 'Voximplant', sent: { provider: 'voximplant' }, tagline: 'A number in your Voximplant account.',
    needs: 'Voximplant has to reach this server from the internet over https (CHORUS_PUBLIC_URL). A scenario and its rules are installed in your account by themselves, and taken out when you disconnect the number.',
    fields: [NUMBER, ...VOXIMPLANT, NAME, ...VOXIMPLANT_MORE, ...CALLS], edited: [NAME, ...VOXIMPLANT, ...VOXIMPLANT_MORE, ...CALLS],
  },
];

/** How a number is connected. @param {{ provider: string, sipMode?: string | null }} number */
export function wayOf(number) {
  return WAYS.find((way) => way.sent.provider === number.provider && (number.provider !== 'sip' || way.sent.sipMode === number.sipMode)) ?? WAYS[3];
}

/** What a form holds as the API takes it: what is empty is left out, or cleared. @param {Record<string, any>} values @param {Asked[]} fields @param {boolean} clearing */
export function written(values, fields, clearing) {
  const sent = /** @type {Record<string, any>} */ ({});
  for (const field of fields) {
    const value = values[field.name];
    const empty = value === undefined || value === null || value === '';
    if (empty && (!clearing || field.secret || field.kind === 'password')) continue;
    if (empty) sent[field.name] = null;
    else if (field.kind === 'number') sent[field.name] = Number(value);
    else if (field.kind === 'lines') sent[field.name] = String(value).split('\n').map((line) => line.trim()).filter(Boolean);
    else sent[field.name] = typeof value === 'string' ? value.trim() : value;
  }
  return sent;
}
