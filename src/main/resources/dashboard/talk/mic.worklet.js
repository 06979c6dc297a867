/**
 * Takes what the microphone hears, in frames of 20 ms at 8 kHz: averages the samples that fall together, which is
 * enough of a low-pass for a voice that goes through a telephone's codec next.
 */
const RATE = 8000;
const FRAME = 160;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / RATE;
    this.place = 0;
    this.sum = 0;
    this.count = 0;
    this.frame = new Float32Array(FRAME);
    this.filled = 0;
  }

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    for (const sample of inputs[0]?.[0] ?? []) this.take(sample);
    return true;
  }

  /** @param {number} sample */
  take(sample) {
    this.sum += sample;
    this.count += 1;
    this.place += 1;
    if (this.place < this.step) return;
    this.place -= this.step;
    this.frame[this.filled] = this.sum / this.count;
    this.filled += 1;
    this.sum = 0;
    this.count = 0;
    if (this.filled === FRAME) {
      this.port.postMessage(this.frame);
      this.frame = new Float32Array(FRAME);
      this.filled = 0;
    }
  }
}

registerProcessor('chorus-microphone', Microphone);

export {};
