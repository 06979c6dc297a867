import { useEffect, useState } from '../lib/hooks.js';
import { duration } from '../ui/format.js';
import { html } from '../ui/html.js';

/** How long something has been going on. @param {{ since: string }} props */
export function Ticking({ since }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return html`<span>${duration(Math.max(0, (now - Date.parse(since)) / 1000))}</span>`;
}
