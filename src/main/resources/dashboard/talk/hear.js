import { decode } from './mulaw.js';

/** Plays a piece of µ-law sound at 8 kHz. @param {string} base64 */
export async function hearMulaw(base64) {
  const samples = decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  const player = new AudioContext();
  const piece = player.createBuffer(1, Math.max(1, samples.length), 8000);
  piece.copyToChannel(new Float32Array(samples), 0);
  const source = new AudioBufferSourceNode(player, { buffer: piece });
  source.connect(player.destination);
  source.onended = () => player.close();
  source.start();
}
