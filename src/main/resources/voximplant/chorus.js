// The Chorus scenario: what Voximplant's cloud does with a call of a Chorus number.
//
// Chorus installs this file and keeps it as it is; what you change here is overwritten. It holds no secret: the
// address of the server and the key that signs requests to it are secrets of the application, CHORUS_URL and
// CHORUS_KEY. Nothing of what is said, and no number, is written to the log.
//
// A call that comes in: the server is asked, the media socket opens, and only then is the call answered.
// A call to make: the session starts with a token, the server says for what, and the socket opens at the answer.
// A session ends by itself when its last call is over and the server knows.

/** Tries, and what each may take, for the question on which a waiting caller depends: 8 seconds in all. */
const QUESTION_SECONDS = [4, 3];
const EVENT_SECONDS = 10;
const CONNECT_SECONDS = 3;
const SOCKET_SECONDS = 5;
/** How long to wait before each try to tell how the call ended. */
const END_PAUSES = [0, 1, 3];
/** How long a session may be without anything to do. */
const IDLE_SECONDS = 15;
/** Voximplant lets a session make 35 requests; the last ones are for the end. */
const MOST_REQUESTS = 30;
const TRANSFER_SECONDS = 30;

const UNAVAILABLE = 480;
const BUSY_HERE = 486;
const REQUEST_PENDING = 491;
const DIGITS = /^[0-9*#p]{1,64}$/;

/** The session, as Voximplant names it, and where it takes requests. */
const session = { id: '', control: '' };

/**
 * The call with the person, and how far it is.
 * @type {{ call?: Call, answered: boolean, over: boolean, limit?: Timer }}
 */
const person = { answered: false, over: false };

/**
 * The socket to the server, through which the agent hears and speaks.
 * @type {{ socket?: WebSocket, open: boolean, closedByUs: boolean }}
 */
const media = { open: false, closedByUs: false };

/**
 * Whom the call is being, or was, transferred to.
 * @type {{ call?: Call, limit?: Timer }}
 */
const target = {};

/** How the call ended: what the server is told in the end. The first reason counts, what follows follows from it. */
const ending = { event: 'ended', reason: '', code: 0, seconds: 0, cost: 0, telling: false, told: false };

let requests = 0;

/** Ends when the last request is answered. @type {Promise<unknown>} */
let queue = Promise.resolve();

// What is asked of the server, and told to it.

/**
 * Posts a signed request. Never fails: without an answer the status is 0.
 * @type {(path: string, fields: Fields, seconds: number) => Promise<Reply>}
 */
async function post(path, fields, seconds) {
  requests += 1;
  const body = JSON.stringify({ session: session.id, n: requests, ...fields });
  try {
    const { code, text } = await Net.httpRequestAsync((VoxEngine.getSecretValue('CHORUS_URL') ?? '') + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...signature(path, body) },
      postData: body,
      connectionTimeout: CONNECT_SECONDS,
      timeout: seconds,
      enableSystemLog: false,
    });
    return { status: code, fields: parsed(text) };
  } catch {
    return { status: 0, fields: {} };
  }
}

/** @type {(path: string, body: string) => Record<string, string>} */
function signature(path, body) {
  const time = String(Math.floor(Date.now() / 1000));
  const key = VoxEngine.getSecretValue('CHORUS_KEY') ?? '';
  return {
    'X-Chorus-Timestamp': time,
    'X-Chorus-Signature': `sha256=${Crypto.hmac_sha256(key, `${time}.${path}.${body}`)}`,
  };
}

/**
 * Posts when everything before is answered: requests arrive one at a time, in their order.
 * @type {(path: string, fields: Fields, seconds: number) => Promise<Reply>}
 */
function inTurn(path, fields, seconds) {
  const reply = queue.then(() => post(path, fields, seconds));
  queue = reply;
  return reply;
}

/**
 * Asks what to do; once more when the server cannot be reached. No action in the answer: it could not.
 * @type {(path: string, fields: Fields) => Promise<Answer>}
 */
async function ask(path, fields) {
  for (const seconds of QUESTION_SECONDS) {
    const reply = await inTurn(path, fields, seconds);
    if (reply.status === 200) {
      return reply.fields;
    }
    if (person.over || isFinal(reply.status)) {
      break;
    }
    await pause(1);
  }
  return {};
}

/**
 * Tells what happens on the way. News that are lost are no harm: the end repeats what counts.
 * @type {(event: string, fields?: Fields) => void}
 */
function tell(event, fields = {}) {
  if (requests < MOST_REQUESTS) {
    inTurn('/event', { call: person.call?.id(), event, ...fields }, EVENT_SECONDS);
  }
}

/** Tells how it ended until the server has heard it, or was tried often enough. Then the session is over. */
async function tellEnd() {
  if (ending.telling) {
    return;
  }
  ending.telling = true;
  for (const seconds of END_PAUSES) {
    if (!ending.told) {
      await pause(seconds);
      hears(await inTurn('/event', endFields(), EVENT_SECONDS));
    }
  }
  VoxEngine.terminate();
}

function endFields() {
  const { event, reason, code, seconds, cost } = ending;
  return { call: person.call?.id(), event, reason, code, seconds, cost };
}

/** @type {(reply: Reply) => void} */
function hears({ status }) {
  ending.told = ending.told || status === 200 || isFinal(status);
}

/**
 * Whether asking again is of no use.
 * @type {(status: number) => boolean}
 */
function isFinal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

// A call that comes in.

/** @type {AsyncHandler<AppHappenings, AppEvents.CallAlerting>} */
async function onAlerting({ call, callerid, destination, displayName }) {
  if (person.call) {
    call.reject(BUSY_HERE);
    return;
  }
  take(call);
  call.ring();
  const { control } = session;
  const question = { call: call.id(), control, from: callerid, to: destination, name: displayName };
  const answer = await ask('/inbound', question);
  if (person.over) {
    return;
  }
  switch (answer.action) {
    case 'answer':
      limit(answer.maxSeconds);
      openSocket(answer, () => call.answer());
      break;
    case 'reject':
      ending.told = true;
      refuse('rejected', answer.code ?? UNAVAILABLE);
      break;
    default:
      refuse('server_unreachable', UNAVAILABLE);
  }
}

/**
 * Turns a call down that was not answered; Voximplant reports its end at once.
 * @type {(reason: string, code: number) => void}
 */
function refuse(reason, code) {
  endsBecause(reason, code);
  person.call?.reject(code);
}

// A call to make.

/** @type {(token: string) => Promise<void>} */
async function onToken(token) {
  const answer = await ask('/outbound', { control: session.control, token });
  const { action, to = '', from = '', detectMachine } = answer;
  if (action !== 'call' || ending.reason) {
    ending.event = 'failed';
    ending.told = action === 'end';
    endsBecause('server_unreachable', UNAVAILABLE);
    tellEnd();
    return;
  }
  const call = VoxEngine.callPSTN(to, from, detectMachine ? { amd: detector(to) } : {});
  take(call);
  on(call, CallEvents.Ringing, () => tell('ringing'));
  on(call, CallEvents.Connected, () => openSocket(answer, (socket) => converse(call, socket)));
  limit(answer.maxSeconds);
  after(answer.ringSeconds ?? 60, giveUp);
}

function giveUp() {
  if (!person.answered && !person.over) {
    endsBecause('no_answer', 408);
    person.call?.hangup();
  }
}

/** @type {(to: string) => AMD.AnsweringMachineDetector} */
function detector(to) {
  const amd = AMD.create({ model: machinesOf(to) });
  on(amd, AMD.Events.DetectionComplete, ({ resultClass }) => {
    if (resultClass !== AMD.ResultClass.CALL_ENDED) {
      tell('machine', { who: verdict(resultClass) });
    }
  });
  on(amd, AMD.Events.DetectionError, () => tell('machine', { who: 'unknown' }));
  return amd;
}

/** @type {(resultClass: AMD.ResultClass) => string} */
function verdict(resultClass) {
  switch (resultClass) {
    case AMD.ResultClass.HUMAN:
      return 'human';
    case AMD.ResultClass.VOICEMAIL:
      return 'machine';
    default:
      return 'unknown';
  }
}

/**
 * Which country's answering machines to expect, by the number that is called.
 * @type {(digits: string) => AMD.Model}
 */
function machinesOf(digits) {
  const { BR, CL, CO, EU_GENERAL, ES, KZ, MX, PE, PH, RU, US } = AMD.Model;
  /** @type {Record<string, AMD.Model>} */
  const prefixes = { 1: US, 34: ES, 51: PE, 52: MX, 55: BR, 56: CL, 57: CO, 63: PH, 7: RU, 76: KZ, 77: KZ };
  return prefixes[digits.slice(0, 2)] ?? prefixes[digits.slice(0, 1)] ?? EU_GENERAL;
}

// The call with the person.

/** @type {(call: Call) => void} */
function take(call) {
  person.call = call;
  call.handleTones(true);
  on(call, CallEvents.ToneReceived, ({ tone }) => say('dtmf', { digit: tone }));
  on(call, CallEvents.Connected, onConnected);
  on(call, CallEvents.Disconnected, onDisconnected);
  on(call, CallEvents.Failed, onFailed);
}

/** @type {Handler<CallHappenings, CallEvents.Connected>} */
function onConnected({ call }) {
  person.answered = true;
  tell('answered');
  if (media.socket && media.open) {
    converse(call, media.socket);
  }
}

/** @type {Handler<CallHappenings, CallEvents.Disconnected>} */
function onDisconnected({ internalCode, duration, cost }) {
  ending.seconds = duration ?? 0;
  endsBecause(person.answered ? 'hung_up' : 'gave_up', internalCode ?? 0);
  isOver(cost);
}

/** @type {Handler<CallHappenings, CallEvents.Failed>} */
function onFailed({ code, reason }) {
  ending.event = 'failed';
  endsBecause(reason ?? 'failed', code);
  isOver('0');
}

/** @type {(cost?: string) => void} */
function isOver(cost) {
  person.over = true;
  ending.cost += Number(cost ?? 0);
  clearTimeout(person.limit);
  closeSocket();
  if (target.call) {
    target.call.hangup();
  } else {
    tellEnd();
  }
}

/** @type {(reason: string, code: number) => void} */
function endsBecause(reason, code) {
  if (!ending.reason) {
    ending.reason = reason;
    ending.code = code;
  }
}

/** @type {(seconds?: number) => void} */
function limit(seconds) {
  if (seconds) {
    person.limit = after(seconds, () => hangUp('time_limit'));
  }
}

/**
 * Ends whatever there is. Before there is a call, the answer to the first question will find the reason.
 * @type {(reason: string) => void}
 */
function hangUp(reason) {
  endsBecause(reason, 0);
  if (person.over) {
    return;
  }
  if (person.call?.incoming() && !person.answered) {
    person.call.reject(UNAVAILABLE);
  } else {
    person.call?.hangup();
  }
}

// The socket.

/**
 * Opens the socket, then does what waits for it. One that does not open in time is lost.
 * @type {(answer: Answer, whenOpen: (socket: WebSocket) => void) => void}
 */
function openSocket({ media: url = '', token }, whenOpen) {
  const socket = VoxEngine.createWebSocket(url, {
    headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
    privacy: true,
  });
  media.socket = socket;
  on(socket, WebSocketEvents.OPEN, () => {
    media.open = true;
    if (!person.over) {
      whenOpen(socket);
    }
  });
  on(socket, WebSocketEvents.MESSAGE, onMessage);
  on(socket, WebSocketEvents.MEDIA_STARTED, () => say('started'));
  on(socket, WebSocketEvents.MEDIA_ENDED, () => say('playedOut'));
  on(socket, WebSocketEvents.ERROR, onSocketLost);
  on(socket, WebSocketEvents.CLOSE, onSocketLost);
  after(SOCKET_SECONDS, () => media.open || onSocketLost());
}

/**
 * Sound in both directions.
 * @type {(call: Call, socket: WebSocket) => void}
 */
function converse(call, socket) {
  call.sendMediaTo(socket, { encoding: WebSocketAudioEncoding.ULAW });
  socket.sendMediaTo(call);
}

function onSocketLost() {
  media.open = false;
  if (!media.closedByUs) {
    hangUp('media_lost');
  }
}

function closeSocket() {
  media.open = false;
  if (!media.closedByUs) {
    media.closedByUs = true;
    media.socket?.close();
  }
}

/** @type {(customEvent: string, payload?: Fields) => void} */
function say(customEvent, payload = {}) {
  if (media.open) {
    media.socket?.send(JSON.stringify({ customEvent, payload }));
  }
}

/** @type {Handler<WebSocketHappenings, WebSocketEvents.MESSAGE>} */
function onMessage({ text, websocket }) {
  const { customEvent, payload = {} } = parsed(text);
  switch (customEvent) {
    case 'clear':
      websocket.clearMediaBuffer();
      say('cleared');
      break;
    case 'dtmf':
      press(payload.digits);
      break;
    case 'hangup':
      hangUp('asked');
      break;
    case 'transfer':
      transfer(payload);
      break;
    default: // sound, which Voximplant plays without us
  }
}

/** @type {(digits: string) => void} */
function press(digits) {
  if (DIGITS.test(digits)) {
    person.call?.sendDigits(digits);
  }
}

// Transfer: somebody else takes the agent's place. While they ring, the caller hears ringing and the agent the caller.

/** @type {(wanted: Transfer) => void} */
function transfer({ to, from, seconds = TRANSFER_SECONDS }) {
  const { call } = person;
  if (!call || !person.answered || target.call) {
    say('transfer', { outcome: 'failed', code: REQUEST_PENDING });
    return;
  }
  media.socket?.stopMediaTo(call);
  call.playProgressTone('US');
  const called = to.startsWith('sip:') ? VoxEngine.callSIP(to, { callerid: from }) : VoxEngine.callPSTN(to, from);
  target.call = called;
  target.limit = after(seconds, () => called.hangup());
  on(called, CallEvents.Connected, () => onTargetConnected(call, called));
  on(called, CallEvents.Failed, ({ code }) => onTargetFailed(call, code));
  on(called, CallEvents.Disconnected, onTargetGone);
}

/** @type {(call: Call, called: Call) => void} */
function onTargetConnected(call, called) {
  clearTimeout(target.limit);
  if (person.over) {
    called.hangup();
    return;
  }
  call.stopPlayback();
  if (media.socket) {
    call.stopMediaTo(media.socket);
  }
  VoxEngine.sendMediaBetween(call, called);
  say('transfer', { outcome: 'answered', code: 200 });
  closeSocket();
  tell('transferred');
}

/**
 * The agent has the caller back.
 * @type {(call: Call, code: number) => void}
 */
function onTargetFailed(call, code) {
  clearTimeout(target.limit);
  target.call = undefined;
  if (person.over) {
    tellEnd();
    return;
  }
  call.stopPlayback();
  media.socket?.sendMediaTo(call);
  say('transfer', { outcome: outcome(code), code });
}

/**
 * They hung up after a conversation with the caller, and that is the end of the call.
 * @type {Handler<CallHappenings, CallEvents.Disconnected>}
 */
function onTargetGone({ cost }) {
  ending.cost += Number(cost ?? 0);
  target.call = undefined;
  if (person.over) {
    tellEnd();
  } else {
    hangUp('target_hung_up');
  }
}

/** @type {(code: number) => string} */
function outcome(code) {
  switch (code) {
    case 486:
    case 600:
      return 'busy';
    case 408:
    case 480:
    case 487:
      return 'no_answer';
    default:
      return 'failed';
  }
}

// The session.

/** @type {AsyncHandler<AppHappenings, AppEvents.Started>} */
async function onStarted({ sessionId, accessSecureURL }) {
  session.id = String(sessionId);
  session.control = accessSecureURL;
  after(IDLE_SECONDS, () => person.call || ending.telling || VoxEngine.terminate());
  const token = VoxEngine.customData();
  if (token) {
    await onToken(token);
  }
}

/**
 * The server's way to a call that has no socket; nobody else knows the address.
 * @type {Handler<AppHappenings, AppEvents.HttpRequest>}
 */
function onRequest({ content }) {
  if (parsed(content).action === 'hangup') {
    hangUp('asked');
  }
}

/** The last chance: one request, whatever it was that ended the session. */
async function onTerminating() {
  if (person.call && !ending.told) {
    endsBecause('session_ended', 0);
    hears(await post('/event', endFields(), EVENT_SECONDS));
  }
}

// Tools.

/**
 * Handles an event. An error on the way ends the call rather than leave the person in silence.
 * @template E
 * @template {keyof E & string} K
 * @param {EventSource<E>} source
 * @param {K} event
 * @param {Handler<E, K>} handle
 */
function on(source, event, handle) {
  source.addEventListener(event, async (happening) => {
    try {
      await handle(happening);
    } catch (error) {
      Logger.write(`chorus: ${error instanceof Error ? error.name : 'error'} while handling ${event}`);
      hangUp('scenario_error');
    }
  });
}

/** @type {(seconds: number, action: () => void) => Timer} */
function after(seconds, action) {
  return setTimeout(action, seconds * 1000);
}

/** @type {(seconds: number) => Promise<void>} */
function pause(seconds) {
  return seconds > 0 ? new Promise((resume) => after(seconds, resume)) : Promise.resolve();
}

/**
 * The fields of a JSON text; none when it is something else.
 * @type {(text: string) => any}
 */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

on(VoxEngine, AppEvents.Started, onStarted);
on(VoxEngine, AppEvents.CallAlerting, onAlerting);
on(VoxEngine, AppEvents.HttpRequest, onRequest);
on(VoxEngine, AppEvents.Terminating, onTerminating);
