import { useEffect, useRef, useState } from '../lib/hooks.js';
import { signIn } from '../api/session.js';
import { html } from '../ui/html.js';

/** The way in. @param {{ why?: string, done: (identity: import('../app/access.js').Identity) => void }} props */
export function SignIn({ why, done }) {
  const [problem, setProblem] = useState(why ?? '');
  const [busy, setBusy] = useState(false);
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    document.title = 'Sign in · Chorus';
    input.current?.focus();
  }, []);
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const key = input.current?.value.trim() ?? '';
    if (!key) return refused('Type the API key that the server printed at its first start.');
    setBusy(true);
    try {
      done(await signIn(key));
    } catch (error) {
      refused(/** @type {Error} */ (error).message);
    }
    return undefined;
  };
  const refused = (/** @type {string} */ sentence) => {
    setBusy(false);
    setProblem(sentence);
    input.current?.focus();
  };
  return html`<main class="signin">
    <h1><img src=${new URL('../icon.svg', import.meta.url).pathname} alt="" width="36" height="36" />Chorus</h1>
    <p>Phone numbers, the agents that answer them, and every call.</p>
    <form onSubmit=${send} novalidate>
      <div class="field">
        <label for="key">API key</label>
        <input id="key" ref=${input} type="password" autocomplete="current-password" spellcheck="false" required
          aria-invalid=${problem ? 'true' : undefined} aria-describedby="key-problem key-help" />
        <p class="problem-text" id="key-problem" role="alert">${problem}</p>
        <p class="help" id="key-help">The server printed it at its first start. Lost? <code>./chorus keys create</code> makes another.</p>
      </div>
      <button class="primary" type="submit" disabled=${busy}>${busy ? 'Signing in …' : 'Sign in'}</button>
    </form>
    <p class="help">Your key is sent once. A cookie that scripts cannot read keeps you signed in. <a href="/docs">API reference</a></p>
  </main>`;
}
