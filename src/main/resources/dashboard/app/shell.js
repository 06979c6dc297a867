import { useEffect, useRef, useState } from '../lib/hooks.js';
import { signOut } from '../api/session.js';
import { useLive } from '../api/events.js';
import { html } from '../ui/html.js';
import { Icon } from '../ui/icon.js';
import { Problem } from '../ui/problem.js';
import { useIdentity, useMay } from './access.js';
import { usePlace } from './router.js';
import { routes } from './routes.js';
import { useTheme } from './theme.js';

/** What stands around each page: navigation, who is signed in, and the page itself. */
export function Shell() {
  const place = usePlace();
  const head = place.path[0] ?? '';
  return html`
    <a class="skip" href="#main" onClick=${toMain}>Skip to the page</a>
    <${Navigation} current=${head} />
    <${Bar} />
    <main id="main" tabindex="-1"><${Outlet} head=${head} place=${place} /></main>`;
}

/** @param {Event} event */
function toMain(event) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** @param {{ current: string }} props */
function Navigation({ current }) {
  const member = useMay('member');
  const shown = Object.entries(routes).filter(([, route]) => route.icon && (route.needs !== 'member' || member));
  return html`<nav class="nav" aria-label="Pages">
    <a class="brand" href="#/" tabindex="-1" aria-hidden="true">Chorus</a>
    <ul>${shown.map(([path, route]) => html`<li key=${path}>
      <a href=${`#/${path}`} aria-current=${path === current ? 'page' : undefined}><${Icon} name=${route.icon} /><span>${route.name}</span></a>
    </li>`)}</ul>
    <p class="nav-foot"><a href="/docs">API reference</a></p>
  </nav>`;
}

function Bar() {
  const identity = useIdentity();
  const [theme, turn] = useTheme();
  const live = useLive();
  return html`<header class="bar">
    <strong class="organization">${identity.organization.name}</strong>
    <span class="role" title="What your key may do">${identity.operator ? 'operator' : identity.role}</span>
    <span class=${`live live-${live}`} role="status">${LIVE[live]}</span>
    <button class="quiet" type="button" onClick=${turn} aria-label=${`Theme: ${theme}. Change it`}><${Icon} name=${`theme-${theme}`} /></button>
    <button class="quiet" type="button" onClick=${signOut}>Sign out</button>
  </header>`;
}

const LIVE = { on: 'live', off: 'not live: reconnecting', idle: '' };

/** The page of the place; asks for its module when it is first shown. @param {{ head: string, place: import('./router.js').Place }} props */
function Outlet({ head, place }) {
  const route = routes[head];
  const [loaded, setLoaded] = useState(/** @type {{ head: string, Page?: any, error?: Error } | null} */ (null));
  useEffect(() => {
    let wanted = true;
    if (route) {
      route.page().then(
        (module) => wanted && setLoaded({ head, Page: module.Page }),
        (error) => wanted && setLoaded({ head, error }),
      );
    }
    return () => { wanted = false; };
  }, [head]);
  useArrival(place);
  if (!route) return html`<h1 tabindex="-1">Nothing here</h1><p>There is no page of this address. <a href="#/">Go to the overview</a>.</p>`;
  if (!loaded || loaded.head !== head) return html`<p class="starting">Loading …</p>`;
  if (loaded.error) return html`<${Problem} error=${loaded.error} again=${() => location.reload()} />`;
  return html`<${loaded.Page} place=${place} />`;
}

/** Moves the reader to the new page's heading, as a browser does; not at the very first. @param {import('./router.js').Place} place */
function useArrival(place) {
  const first = useRef(true);
  const where = place.path.join('/');
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [where]);
}
