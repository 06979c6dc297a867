import { useEffect, useId, useRef } from '../lib/hooks.js';
import { html } from './html.js';
import { Icon } from './icon.js';

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
 * Asks before something that cannot be undone.
 * @param {{ title: string, action: string, close: () => void, confirm: () => void, children: any }} props
 */
export function Confirm({ title, action, close, confirm, children }) {
  return html`<${Dialog} title=${title} close=${close}>
    ${children}
    <div class="actions">
      <button type="button" onClick=${close}>Cancel</button>
      <button type="button" class="danger" onClick=${() => { close(); confirm(); }}>${action}</button>
    </div>
  <//>`;
}
