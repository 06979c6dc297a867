/** G.711 µ-law, ITU-T G.711: eight bits for a sample of a telephone. */

const BIAS = 0x84;
const CLIP = 32635;

/** @param {number} byte @returns {number} from -1 to 1 */
function expanded(byte) {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + BIAS) << ((value & 0x70) >> 4);
  return ((value & 0x80 ? BIAS - magnitude : magnitude - BIAS)) / 32768;
}

const EXPANDED = Float32Array.from({ length: 256 }, (_, byte) => expanded(byte));

/** @param {Uint8Array} bytes @returns {Float32Array} */
export function decode(bytes) {
  return Float32Array.from(bytes, (byte) => EXPANDED[byte]);
}

/** @param {number} sample from -1 to 1 */
function compressed(sample) {
  const linear = Math.max(-CLIP, Math.min(CLIP, Math.round(sample * 32768)));
  const magnitude = Math.abs(linear) + BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((linear < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

/** @param {Float32Array} samples @returns {Uint8Array<ArrayBuffer>} */
export function encode(samples) {
  return Uint8Array.from(samples, compressed);
}
