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
const DIGITS = /^[0-9*#p]{1,64}$/;

/** The session, as Voximplant names it. */
const session = { id: '', control: '' };

/** The call with the person, and how far it is. */
const person = { call: undefined, answered: false, over: false };

/** The socket to the server, through which the agent hears and speaks. */
const media = { socket: undefined, open: false, closedByUs: false };

/** Whom the call is being, or was, transferred to. */
const target = { call: undefined, answered: false, timer: undefined };

/** How the call ended: what the server is told, once, in the end. */
const ending = { event: 'ended', reason: '', code: 0, seconds: 0, cost: 0, told: false, telling: false };

let requests = 0;
let queue = Promise.resolve();
let timeLimit;

// What is asked of the server, and told to it.

/** Posts a signed request. Never fails: an answer that does not come has the status 0. */
async function post(path, fields, seconds) {
  requests += 1;
  const body = JSON.stringify({ session: session.id, n: requests, ...fields });
  const time = String(Math.floor(Date.now() / 1000));
  const key = VoxEngine.getSecretValue('CHORUS_KEY') ?? '';
  const options = {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Chorus-Timestamp': time,
      'X-Chorus-Signature': `sha256=${Crypto.hmac_sha256(key, `${time}.${path}.${body}`)}`,
    },
    postData: body,
    connectionTimeout: CONNECT_SECONDS,
    timeout: seconds,
    enableSystemLog: false,
  };
  try {
    const answer = await Net.httpRequestAsync((VoxEngine.getSecretValue('CHORUS_URL') ?? '') + path, options);
    return { status: answer.code, fields: parsed(answer.text) };
  } catch (error) {
    return { status: 0, fields: {} };
  }
}

/** Posts when everything before is answered: requests arrive in their order, one at a time. */
function inTurn(path, fields, seconds) {
  const turn = queue.then(() => post(path, fields, seconds));
  queue = turn.then(() => undefined);
  return turn;
}

/** Asks what to do; once more when the server cannot be reached. An answer without an action means that it could not. */
async function ask(path, fields) {
  for (const seconds of QUESTION_SECONDS) {
    const answer = await inTurn(path, fields, seconds);
    if (answer.status === 200) {
      return answer.fields;
    }
    if (person.over || isFinal(answer.status)) {
      break;
    }
    await pause(1);
  }
  return {};
}

/** Tells what happens on the way. Lost news are no harm: the end repeats what counts. */
function tell(event, fields = {}) {
  if (requests < MOST_REQUESTS) {
    inTurn('/event', { call: person.call?.id() ?? '', event, ...fields }, EVENT_SECONDS);
  }
}

/** Tells how it ended, until the server has heard it or nothing more is to be tried; then the session is over. */
async function tellEnd() {
  if (ending.telling) {
    return;
  }
  ending.telling = true;
  for (const seconds of END_PAUSES) {
    if (!ending.told) {
      await pause(seconds);
      heard(await inTurn('/event', endFields(), EVENT_SECONDS));
    }
  }
  VoxEngine.terminate();
}

function endFields() {
  const { event, reason, code, seconds, cost } = ending;
  return { call: person.call?.id() ?? '', event, reason, code, seconds, cost };
}

function heard(answer) {
  ending.told = ending.told || answer.status === 200 || isFinal(answer.status);
}

/** Whether asking again is of no use. */
function isFinal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

// A call that comes in.

async function onAlerting({ call, callerid, destination, displayName }) {
  if (person.call) {
    call.reject(BUSY_HERE);
    return;
  }
  take(call);
  call.ring();
  const answer = await ask('/inbound', {
    call: call.id(),
    control: session.control,
    from: callerid,
    to: destination,
    name: displayName,
  });
  if (person.over) {
    return;
  }
  if (answer.action === 'answer') {
    limit(answer.maxSeconds);
    openSocket(answer, () => call.answer());
  } else {
    ending.told = answer.action === 'reject';
    refuse(answer.action === 'reject' ? 'rejected' : 'server_unreachable', answer.code ?? UNAVAILABLE);
  }
}

/** Turns a call down that was not answered; Voximplant reports its end at once. */
function refuse(reason, code) {
  endsBecause(reason, code);
  person.call.reject(code);
}

// A call to make.

async function onToken(token) {
  const answer = await ask('/outbound', { control: session.control, token });
  if (answer.action !== 'call' || ending.reason) {
    ending.event = 'failed';
    endsBecause('server_unreachable', UNAVAILABLE);
    ending.told = answer.action === 'end';
    tellEnd();
    return;
  }
  const parameters = answer.detectMachine ? { amd: detector(answer.to) } : {};
  const call = VoxEngine.callPSTN(answer.to, answer.from, parameters);
  take(call);
  on(call, CallEvents.Ringing, () => tell('ringing'));
  on(call, CallEvents.Connected, () => openSocket(answer, converse));
  limit(answer.maxSeconds);
  after(answer.ringSeconds, () => person.answered || person.over || giveUp('no_answer', 408));
}

function giveUp(reason, code) {
  endsBecause(reason, code);
  person.call.hangup();
}

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

/** Which country's answering machines to expect, by the number that is called. */
function machinesOf(digits) {
  const { BR, CL, CO, EU_GENERAL, ES, KZ, MX, PE, PH, RU, US } = AMD.Model;
  const prefixes = { 1: US, 34: ES, 51: PE, 52: MX, 55: BR, 56: CL, 57: CO, 63: PH, 7: RU, 76: KZ, 77: KZ };
  return prefixes[digits.slice(0, 2)] ?? prefixes[digits.slice(0, 1)] ?? EU_GENERAL;
}

// The call with the person.

function take(call) {
  person.call = call;
  call.handleTones(true);
  on(call, CallEvents.ToneReceived, ({ tone }) => say('dtmf', { digit: tone }));
  on(call, CallEvents.Connected, onConnected);
  on(call, CallEvents.Disconnected, onDisconnected);
  on(call, CallEvents.Failed, onFailed);
}

function onConnected() {
  person.answered = true;
  tell('answered');
  if (media.open) {
    converse();
  }
}

function onDisconnected({ internalCode, duration, cost }) {
  ending.seconds = duration ?? 0;
  endsBecause(person.answered ? 'hung_up' : 'gave_up', internalCode ?? 0);
  isOver(cost);
}

function onFailed({ code, reason }) {
  ending.event = 'failed';
  endsBecause(reason ?? 'failed', code);
  isOver(0);
}

function isOver(cost) {
  person.over = true;
  ending.cost += Number(cost ?? 0);
  clearTimeout(timeLimit);
  closeSocket();
  if (target.call) {
    target.call.hangup();
  } else {
    tellEnd();
  }
}

/** The first reason counts: what follows, follows from it. */
function endsBecause(reason, code) {
  if (!ending.reason) {
    ending.reason = reason;
    ending.code = code;
  }
}

function limit(seconds) {
  if (seconds > 0) {
    timeLimit = after(seconds, () => hangUp('time_limit'));
  }
}

/** Ends everything that there is. */
function hangUp(reason) {
  endsBecause(reason, 0);
  if (person.over) {
    return;
  }
  if (!person.call) {
    return; // the answer to the first question finds the reason
  }
  if (person.call.incoming() && !person.answered) {
    person.call.reject(UNAVAILABLE);
  } else {
    person.call.hangup();
  }
}

// The socket.

/** Opens the socket, then does what waits for it. A socket that does not open in time is a lost one. */
function openSocket({ media: url, token }, whenOpen) {
  const socket = VoxEngine.createWebSocket(url, {
    headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
    privacy: true,
  });
  media.socket = socket;
  on(socket, WebSocketEvents.OPEN, () => {
    media.open = true;
    if (!person.over) {
      whenOpen();
    }
  });
  on(socket, WebSocketEvents.MESSAGE, onMessage);
  on(socket, WebSocketEvents.MEDIA_STARTED, () => say('started'));
  on(socket, WebSocketEvents.MEDIA_ENDED, () => say('playedOut'));
  on(socket, WebSocketEvents.ERROR, onSocketLost);
  on(socket, WebSocketEvents.CLOSE, onSocketLost);
  after(SOCKET_SECONDS, () => media.open || onSocketLost());
}

/** Sound in both directions. */
function converse() {
  person.call.sendMediaTo(media.socket, { encoding: WebSocketAudioEncoding.ULAW });
  media.socket.sendMediaTo(person.call);
}

function onSocketLost() {
  media.open = false;
  if (!media.closedByUs) {
    hangUp('media_lost');
  }
}

function closeSocket() {
  if (media.socket && !media.closedByUs) {
    media.closedByUs = true;
    media.open = false;
    media.socket.close();
  }
}

function say(customEvent, payload = {}) {
  if (media.open) {
    media.socket.send(JSON.stringify({ customEvent, payload }));
  }
}

function onMessage({ text }) {
  const { customEvent, payload } = parsed(text);
  switch (customEvent) {
    case 'clear':
      media.socket.clearMediaBuffer();
      say('cleared');
      break;
    case 'dtmf':
      press(payload?.digits);
      break;
    case 'hangup':
      hangUp('asked');
      break;
    case 'transfer':
      transfer(payload ?? {});
      break;
    default: // sound, which Voximplant plays without us
  }
}

function press(digits) {
  if (DIGITS.test(digits)) {
    person.call.sendDigits(digits);
  }
}

// Transfer: somebody else takes the agent's place.

function transfer({ to, from, seconds }) {
  if (target.call || !person.answered) {
    say('transfer', { outcome: 'failed', code: 491 });
    return;
  }
  media.socket.stopMediaTo(person.call);
  person.call.playProgressTone('US');
  const isSip = String(to).startsWith('sip:');
  target.call = isSip ? VoxEngine.callSIP(to, { callerid: from }) : VoxEngine.callPSTN(to, from);
  target.timer = after(seconds ?? TRANSFER_SECONDS, () => target.call?.hangup());
  on(target.call, CallEvents.Connected, onTargetConnected);
  on(target.call, CallEvents.Failed, onTargetFailed);
  on(target.call, CallEvents.Disconnected, onTargetGone);
}

function onTargetConnected() {
  clearTimeout(target.timer);
  if (person.over) {
    target.call.hangup();
    return;
  }
  target.answered = true;
  person.call.stopPlayback();
  person.call.stopMediaTo(media.socket);
  VoxEngine.sendMediaBetween(person.call, target.call);
  say('transfer', { outcome: 'answered', code: 200 });
  closeSocket();
  tell('transferred');
}

function onTargetFailed({ code }) {
  clearTimeout(target.timer);
  target.call = undefined;
  if (person.over) {
    tellEnd();
    return;
  }
  person.call.stopPlayback();
  media.socket.sendMediaTo(person.call);
  say('transfer', { outcome: outcome(code), code });
  tell('transfer_failed', { code });
}

/** The target hung up: so does the call. */
function onTargetGone({ cost }) {
  ending.cost += Number(cost ?? 0);
  target.call = undefined;
  if (person.over) {
    tellEnd();
  } else {
    hangUp('target_hung_up');
  }
}

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

function onStarted({ sessionId, accessSecureURL }) {
  session.id = String(sessionId);
  session.control = accessSecureURL;
  const token = VoxEngine.customData();
  if (token) {
    return onToken(token);
  }
  after(IDLE_SECONDS, () => person.call || VoxEngine.terminate());
  return undefined;
}

/** The server's way to a call whose socket is not there: the address is known to it alone. */
function onRequest({ content }) {
  if (parsed(content).action === 'hangup') {
    hangUp('asked');
  }
}

/** The last chance: one request, whatever it was that ended the session. */
async function onTerminating() {
  if (person.call && !ending.told) {
    endsBecause('session_ended', 0);
    heard(await post('/event', endFields(), EVENT_SECONDS));
  }
}

// Tools.

/** Handles an event. An error in what is done ends the call rather than leaving the person in silence. */
function on(source, event, handle) {
  source.addEventListener(event, async (happening) => {
    try {
      await handle(happening);
    } catch (error) {
      Logger.write(`chorus: ${error.name} while handling ${event}`);
      hangUp('scenario_error');
    }
  });
}

function after(seconds, action) {
  return setTimeout(action, seconds * 1000);
}

function pause(seconds) {
  return seconds > 0 ? new Promise((resume) => after(seconds, () => resume(undefined))) : Promise.resolve();
}

/** The fields of a JSON text; none when it is something else. */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch (error) {
    return {};
  }
}

on(VoxEngine, AppEvents.Started, onStarted);
on(VoxEngine, AppEvents.CallAlerting, onAlerting);
on(VoxEngine, AppEvents.HttpRequest, onRequest);
on(VoxEngine, AppEvents.Terminating, onTerminating);
