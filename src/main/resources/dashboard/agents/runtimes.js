/**
 * Where an agent runs, and what each kind wants to know.
 * @typedef {{ path: string, name: string, tagline: string, fields: import('../ui/field.js').Asked[] }} Runtime
 */

/** @type {Runtime[]} */
export const RUNTIMES = [
  { path: 'builtin', name: 'Built-in demo', tagline: 'Greets, reads keys back and repeats what it hears. Needs nothing.', fields: [] },
  {
    path: 'websocket', name: 'Your WebSocket server', tagline: 'Anything that speaks Twilio’s Media Streams dialect.',
    fields: [
      { name: 'runtime.url', label: 'Address', required: true, placeholder: 'wss://agents.example.com/reception', maxlength: 2000, help: 'Opened for each call. ws:// is for this machine and private networks, where the operator allows it.' },
      { name: 'runtime.headers', label: 'Headers', kind: 'lines', placeholder: 'Authorization: Bearer …', help: 'Sent when it is opened, one a line, such as Authorization: Bearer …. Stored encrypted; only names are shown later.' },
    ],
  },
];

/** @type {import('../ui/field.js').Asked} */
export const NAME = { name: 'name', label: 'Name', required: true, maxlength: 255, placeholder: 'Reception', help: '' };

/** @type {import('../ui/field.js').Asked[]} */
export const BEHAVIOUR = [
  { name: 'isActive', label: 'Takes calls', kind: 'check', help: 'Without it calls to its numbers are refused.' },
  { name: 'firstSpeaker', label: 'Speaks first', kind: 'select', options: [{ value: 'user', label: 'the caller' }, { value: 'agent', label: 'the agent' }], help: 'The runtime is told.' },
  { name: 'agentGreetingEnabled', label: 'Has a greeting', kind: 'check', help: 'Tells the runtime to begin with the greeting below.' },
  { name: 'agentGreeting', label: 'Greeting', kind: 'long', maxlength: 1000, placeholder: 'Hello {{customer_name}}, how can I help?', help: '{{name}} is a context variable.' },
  { name: 'systemPrompt', label: 'System prompt', kind: 'long', maxlength: 32000, more: true, help: 'Passed to the runtime; {{name}} is a context variable.' },
  { name: 'languageHint', label: 'Language', maxlength: 10, placeholder: 'en', more: true, help: 'ISO 639-1, such as en or pt-BR.' },
  { name: 'maxCallDurationSeconds', label: 'Longest call', kind: 'number', min: 30, max: 3600, more: true, help: 'Seconds, 30 to 3600; calls end then.' },
  { name: 'allowEndCall', label: 'May hang up', kind: 'check', more: true, help: 'By itself.' },
  { name: 'firstMessageUninterruptible', label: 'Greeting cannot be interrupted', kind: 'check', more: true, help: '' },
  { name: 'firstMessageDelay', label: 'Delay of the greeting', kind: 'number', min: 0, max: 10000, more: true, help: 'Milliseconds.' },
  { name: 'holdMessage', label: 'Hold message', maxlength: 500, more: true, help: 'Said before a transfer.' },
  { name: 'holdMusicUrl', label: 'Hold music', maxlength: 500, placeholder: 'https://…', more: true, help: 'An http or https address.' },
  { name: 'postCallWebhookUrl', label: 'Webhook after calls', maxlength: 2000, placeholder: 'https://example.com/calls', more: true, help: 'Gets call.completed when a call has ended.' },
  { name: 'postCallWebhookSecret', label: 'Webhook secret', kind: 'password', maxlength: 255, more: true, help: 'Signs what is sent. Stored encrypted and never shown again.' },
];

/** @param {{ type: string }} runtime */
export function runtimeOf(runtime) {
  return RUNTIMES.find((one) => one.path === runtime.type) ?? RUNTIMES[0];
}

/** A form's values as the API takes them. @param {Record<string, any>} values @param {boolean} clearing */
export function writtenAgent(values, clearing) {
  const body = /** @type {Record<string, any>} */ ({ name: values.name?.trim() ?? '', runtime: { type: values.runtime } });
  if (values.runtime === 'websocket') {
    body.runtime.url = values['runtime.url']?.trim() ?? '';
    const headers = headersIn(values['runtime.headers'] ?? '');
    if (headers) body.runtime.headers = headers;
  }
  for (const field of BEHAVIOUR) {
    const value = values[field.name];
    const empty = value === undefined || value === '' || value === null;
    if (field.kind === 'check') body[field.name] = Boolean(value);
    else if (!empty) body[field.name] = field.kind === 'number' ? Number(value) : value;
    else if (clearing && field.kind !== 'password') body[field.name] = null;
  }
  return body;
}

/** Headers, a line each; null when there are none. @param {string} text */
function headersIn(text) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const broken = lines.find((line) => !line.includes(':'));
  if (broken) throw Object.assign(new Error('Validation failed'), { details: [{ field: 'runtime.headers', message: `has the line "${broken}", which lacks a colon between name and value` }] });
  return lines.length ? Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()])) : null;
}
