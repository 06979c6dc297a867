import { useEffect, useRef, useState } from '../lib/hooks.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';
import { Level } from '../talk/level.js';
import { callFromHere } from '../talk/browsercall.js';

/** Calls the agent to hear what it says first; nothing is said to it. @param {{ agent: import('../api/shapes').Agent }} props */
export function Greeting({ agent }) {
  const [on, setOn] = useState(false);
  const [loud, setLoud] = useState(0);
  const call = useRef(/** @type {import('../talk/browsercall.js').BrowserCall | null} */ (null));
  useEffect(() => () => call.current?.hangUp(), []);
  const hear = async () => {
    setOn(true);
    try {
      call.current = await callFromHere(agent.id, {
        state: (state, sentence) => {
          if (state === 'refused') say(sentence ?? 'The call was refused.', { bad: true });
          if (state === 'refused' || state === 'over') setOn(false);
        },
        ownLoudness: () => {},
        agentLoudness: setLoud,
      }, { silent: true });
    } catch (error) {
      setOn(false);
      say(/** @type {Error} */ (error).message, { bad: true });
    }
  };
  return on ? html`<button type="button" onClick=${() => call.current?.hangUp()}>Stop listening</button><${Level} name="Agent" of=${loud} kind="agent" />`
    : html`<button type="button" onClick=${hear}>Hear the greeting</button>`;
}
