import { useEffect, useId, useRef, useState } from '../lib/hooks.js';
import { html } from './html.js';
import { Icon } from './icon.js';
import { say } from './notice.js';
import { Problem } from './problem.js';

/** Something that wants an answer before anything else goes on. @param {{ title: string, close: () => void, children: any }} props */
export function Dialog({ title, close, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return html`<dialog ref=${element} aria-labelledby=${id} onClose=${close}>
    <header><h2 id=${id}>${title}</h2>
      <button class="quiet" type="button" aria-label="Close" onClick=${() => element.current?.close()}><${Icon} name="close" /></button></header>
    ${children}
  </dialog>`;
}

/**
 * Asks before something that cannot be undone, and stays until that is done: what goes wrong stands in it.
 * @param {{ title: string, action: string, close: () => void, confirm: () => Promise<void>, children: any }} props
 */
export function Confirm({ title, action, close, confirm, children }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {any} */ (null));
  const shown = useRef(true);
  useEffect(() => () => { shown.current = false; }, []);
  const act = async () => {
    setBusy(true);
    setError(null);
    try {
      await confirm();
      close();
    } catch (problem) {
      if (!shown.current) say(/** @type {Error} */ (problem).message, { bad: true });
      setError(problem);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${title} close=${close}>
    ${children}
    ${error && html`<${Problem} error=${error} />`}
    <div class="actions">
      <button type="button" onClick=${close}>Cancel</button>
      <button type="button" class="danger" disabled=${busy} onClick=${act}>${action}</button>
    </div>
  <//>`;
}
