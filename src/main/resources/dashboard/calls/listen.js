import { useEffect, useRef, useState } from '../lib/hooks.js';
import { Level } from '../talk/level.js';
import { overhear } from '../talk/overhear.js';
import { html } from '../ui/html.js';
import { say } from '../ui/notice.js';

/** Lets an admin hear a running call; neither side hears of it, the audit log does. @param {{ call: import('../api/shapes').Call }} props */
export function Listen({ call }) {
  const [on, setOn] = useState(false);
  const [loud, setLoud] = useState(0);
  const listening = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => listening.current?.abort(), []);
  const start = async () => {
    const controller = new AbortController();
    listening.current = controller;
    setOn(true);
    try {
      await overhear(call.id, setLoud, controller.signal);
    } catch (error) {
      say(/** @type {Error} */ (error).message, { bad: true });
    }
    setOn(false);
  };
  return on ? html`<button type="button" onClick=${() => listening.current?.abort()}>Stop listening</button><${Level} name="Call" of=${loud} kind="agent" />`
    : html`<button type="button" title="Neither side hears of it; the audit log does." onClick=${start}>Listen</button>`;
}
