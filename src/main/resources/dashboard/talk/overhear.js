import { ApiError } from '../api/client.js';
import { decode } from './mulaw.js';
import { openSpeaker } from './sound.js';

/** Where the sound begins in a WAV file: behind the eight bytes that head its `data` chunk. */
const DATA = [0x64, 0x61, 0x74, 0x61];
const LONGEST_HEAD = 256;

/**
 * Plays a running call as it goes on.
 * @param {string} id of the call @param {(loudness: number) => void} heard @param {AbortSignal} signal ends it
 * @returns {Promise<void>} when the call is over, or nobody listens any more
 */
export async function overhear(id, heard, signal) {
  const speaker = await openSpeaker(heard);
  try {
    const response = await fetch(`/v1/calls/${id}/listen`, { credentials: 'same-origin', headers: { 'X-Chorus-Dashboard': '1' }, signal });
    if (!response.ok || !response.body) {
      const answer = await response.json().catch(() => ({}));
      throw new ApiError(response.status, answer.error ?? 'As many listen as may: try again in half a minute.');
    }
    await play(response.body.getReader(), speaker.play);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    speaker.close();
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} sound @param {(samples: Float32Array) => void} out */
async function play(sound, out) {
  let head = /** @type {Uint8Array | null} */ (new Uint8Array(0));
  for (;;) {
    const { value, done } = await sound.read();
    if (done) return;
    if (!head) {
      out(decode(value));
      continue;
    }
    head = Uint8Array.of(...head, ...value);
    const begin = begins(head);
    if (begin < 0 && head.length < LONGEST_HEAD) continue;
    out(decode(head.subarray(Math.max(0, begin))));
    head = null;
  }
}

/** @param {Uint8Array} head @returns {number} -1 while it is not there yet */
function begins(head) {
  const at = head.findIndex((_, place) => DATA.every((byte, offset) => head[place + offset] === byte));
  return at < 0 || at + 8 > head.length ? -1 : at + 8;
}
