import { post } from '../api/client.js';
import { decode, encode } from './mulaw.js';
import { openMicrophone, openSilence, openSpeaker } from './sound.js';

/**
 * How a call from the browser stands.
 * @typedef {'asking' | 'ringing' | 'answered' | 'refused' | 'over'} State
 * @typedef {{ state: (state: State, sentence?: string) => void, agentLoudness: (loudness: number) => void, ownLoudness: (loudness: number) => void }} Watcher
 * @typedef {{ id: string, press: (digit: string) => void, mute: (muted: boolean) => void, hangUp: () => void }} BrowserCall
 */

/** How much may wait for the network before a frame of the microphone is dropped: a second of sound. */
const MOST_WAITING_BYTES = 8000;

/**
 * Calls an agent: microphone and speaker over the server's own media socket. The call is one like any other.
 * @param {string} agentId @param {Watcher} watcher @param {{ silent?: boolean }} [how] `silent`: the microphone is not asked for
 * @returns {Promise<BrowserCall>}
 */
export async function callFromHere(agentId, watcher, { silent = false } = {}) {
  watcher.state('asking');
  const speaker = await openSpeaker(watcher.agentLoudness);
  let socket = /** @type {WebSocket | null} */ (null);
  const microphone = await (silent ? openSilence : openMicrophone)(speaker.context, (samples) => {
    watcher.ownLoudness(Math.max(...samples.map(Math.abs)));
    if (socket?.readyState === WebSocket.OPEN && socket.bufferedAmount < MOST_WAITING_BYTES) socket.send(encode(samples));
  }).catch((error) => {
    speaker.close();
    throw error;
  });
  const hush = () => {
    microphone.close();
    speaker.close();
  };
  try {
    const ticket = (await post('/browser-calls', { agentId })).data;
    socket = open(ticket);
    listen(socket, watcher, speaker, hush);
    const wire = socket;
    return {
      id: ticket.id,
      press: (digit) => tell(wire, { event: 'dtmf', digit }),
      mute: microphone.mute,
      hangUp: () => {
        if (wire.readyState === WebSocket.OPEN) tell(wire, { event: 'hangup' });
        else wire.close();
      },
    };
  } catch (error) {
    hush();
    throw error;
  }
}

/** @param {{ path: string, protocol: string, token: string }} ticket */
function open(ticket) {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${ticket.path}`, [ticket.protocol, `token.${ticket.token}`]);
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** @param {WebSocket} socket @param {any} message */
function tell(socket, message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

/** @param {WebSocket} socket @param {Watcher} watcher @param {{ play: (samples: Float32Array) => void, clear: () => void }} speaker @param {() => void} hush */
function listen(socket, watcher, speaker, hush) {
  let refused = false;
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) {
      speaker.play(decode(new Uint8Array(data)));
      return;
    }
    const message = JSON.parse(data);
    if (message.event === 'clear') speaker.clear();
    else if (message.event === 'ringing' || message.event === 'answered') watcher.state(message.event);
    else if (message.event === 'refused') {
      refused = true;
      watcher.state('refused', message.message);
    }
  };
  socket.onclose = () => {
    hush();
    if (!refused) watcher.state('over');
  };
}
