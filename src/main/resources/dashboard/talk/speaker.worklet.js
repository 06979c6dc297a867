/**
 * Plays frames of 8 kHz in the order they come, a short while behind, so that a late one makes no hole. What is cleared
 * is silent at once. Says every tenth of a second how loud it was.
 */
const RATE = 8000;
const BEHIND_SECONDS = 0.06;
const MOST_SECONDS = 60;

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = RATE / sampleRate;
    /** @type {Float32Array[]} */
    this.queue = [];
    this.queued = 0;
    this.place = 0;
    this.started = false;
    this.loudest = 0;
    this.told = 0;
    this.port.onmessage = ({ data }) => (data === 'clear' ? this.clear() : this.add(data));
  }

  /** @param {Float32Array} frame */
  add(frame) {
    if (this.queued > MOST_SECONDS * RATE) return;
    this.queue.push(frame);
    this.queued += frame.length;
    if (this.queued >= BEHIND_SECONDS * RATE) this.started = true;
  }

  clear() {
    this.queue = [];
    this.queued = 0;
    this.place = 0;
    this.started = false;
  }

  /** @param {Float32Array[][]} _ @param {Float32Array[][]} outputs */
  process(_, outputs) {
    const [channel] = outputs[0];
    for (let at = 0; at < channel.length; at += 1) channel[at] = this.next();
    for (const other of outputs[0].slice(1)) other.set(channel);
    this.tell(channel.length);
    return true;
  }

  /** The sample of now, between the two that are nearest. */
  next() {
    const frame = this.queue[0];
    if (!frame || !this.started) {
      this.started = this.started && this.queued > 0;
      return 0;
    }
    const index = Math.floor(this.place);
    const one = frame[index];
    const other = index + 1 < frame.length ? frame[index + 1] : (this.queue[1]?.[0] ?? one);
    const sample = one + (other - one) * (this.place - index);
    this.place += this.step;
    if (this.place >= frame.length) {
      this.place -= frame.length;
      this.queue.shift();
      this.queued -= frame.length;
    }
    this.loudest = Math.max(this.loudest, Math.abs(sample));
    return sample;
  }

  /** @param {number} samples */
  tell(samples) {
    this.told += samples;
    if (this.told < sampleRate / 10) return;
    this.port.postMessage(this.loudest);
    this.told = 0;
    this.loudest = 0;
  }
}

registerProcessor('chorus-speaker', Speaker);

export {};
