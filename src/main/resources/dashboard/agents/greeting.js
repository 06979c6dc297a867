import { useEffect, useRef, useState } from '../lib/hooks.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';
import { Level } from '../talk/level.js';
import { callFromHere } from '../talk/browsercall.js';

/** Calls the agent to hear what it says first; nothing is said to it. @param {{ agent: import('../api/shapes').Agent }} props */
export function Greeting({ agent }) {
  const [on, setOn] = useState(false);
  const [loud, setLoud] = useState(0);
  const call = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => call.current?.abort(), []);
  const hear = async () => {
    const own = new AbortController();
    call.current = own;
    setOn(true);
    try {
      await callFromHere(agent.id, {
        state: (state, sentence) => {
          if (call.current !== own) return;
          if (state === 'refused') say(sentence ?? 'The call was refused.', { bad: true });
          if (state === 'refused' || state === 'over') setOn(false);
        },
        ownLoudness: () => {},
        agentLoudness: setLoud,
      }, own.signal, { silent: true });
    } catch (error) {
      if (own.signal.aborted) return;
      setOn(false);
      say(/** @type {Error} */ (error).message, { bad: true });
    }
  };
  const stop = () => {
    call.current?.abort();
    setOn(false);
  };
  return on ? html`<button type="button" onClick=${stop}>Stop listening</button><${Level} name="Agent" of=${loud} kind="agent" />`
    : html`<button type="button" onClick=${hear}>Hear the greeting</button>`;
}
