/** The browser's sound: a speaker that plays telephone frames, and a microphone that gives them. */

/** @param {AudioContext} context @param {string} name */
const worklet = (context, name) => context.audioWorklet.addModule(new URL(`./${name}.worklet.js`, import.meta.url).href);

/**
 * @param {(loudness: number) => void} heard
 * @returns {Promise<{ play: (samples: Float32Array) => void, clear: () => void, close: () => void, context: AudioContext }>}
 */
export async function openSpeaker(heard) {
  const context = new AudioContext({ latencyHint: 'interactive' });
  await worklet(context, 'speaker');
  const node = new AudioWorkletNode(context, 'chorus-speaker', { numberOfInputs: 0, outputChannelCount: [1] });
  node.port.onmessage = ({ data }) => heard(data);
  node.connect(context.destination);
  await context.resume();
  return {
    context,
    play: (samples) => node.port.postMessage(samples),
    clear: () => node.port.postMessage('clear'),
    close: () => { context.close(); },
  };
}

/**
 * Asks for the microphone; the browser asks the person.
 * @param {AudioContext} context @param {(samples: Float32Array) => void} frame
 * @returns {Promise<{ close: () => void, mute: (muted: boolean) => void }>}
 */
export async function openMicrophone(context, frame) {
  if (!navigator.mediaDevices) throw new Error('The browser gives its microphone to secure pages only: open this page over https, or on the machine itself as http://localhost.');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } }).catch((error) => {
    throw new Error(error.name === 'NotFoundError' ? 'No microphone was found: plug one in, then try again.' : 'The microphone was not allowed: allow it beside the address of the page, then try again.');
  });
  await worklet(context, 'mic');
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'chorus-microphone', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
  node.port.onmessage = ({ data }) => frame(data);
  source.connect(node);
  return {
    close: () => stream.getTracks().forEach((track) => track.stop()),
    mute: (muted) => stream.getTracks().forEach((track) => { track.enabled = !muted; }),
  };
}

/** In the place of a microphone: frames without a sound. @param {AudioContext} _ @param {(samples: Float32Array) => void} frame */
export async function openSilence(_, frame) {
  const nothing = new Float32Array(160);
  const timer = setInterval(() => frame(nothing), 20);
  return { close: () => clearInterval(timer), mute: () => {} };
}
