import { useEffect, useState } from '../lib/hooks.js';
import { onSignedOut } from '../api/client.js';
import { resume } from '../api/session.js';
import { SignIn } from '../signin/page.js';
import { html } from '../ui/html.js';
import { Notices } from '../ui/notice.js';
import { Signed } from './access.js';
import { Shell } from './shell.js';
import { applyTheme } from './theme.js';

applyTheme();

/** @typedef {import('./access.js').Identity} Identity */

/** The whole: the way in for strangers, the pages for who is signed in. */
export function App() {
  const [state, setState] = useState(/** @type {{ known: boolean, identity: Identity | null, why?: string }} */ ({ known: false, identity: null }));
  useEffect(() => {
    resume().then((identity) => setState({ known: true, identity }), () => setState({ known: true, identity: null }));
    return onSignedOut((why) => setState({ known: true, identity: null, why }));
  }, []);
  if (!state.known) return html`<p class="starting">Chorus is starting …</p>`;
  if (!state.identity) {
    return html`<${SignIn} why=${state.why} done=${(/** @type {Identity} */ identity) => setState({ known: true, identity })} />`;
  }
  return html`<${Signed.Provider} value=${state.identity}><${Shell} /><${Notices} /><//>`;
}
