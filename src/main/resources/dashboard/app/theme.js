import { useEffect, useState } from '../lib/hooks.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

const KEPT = 'chorus-theme';
const NEXT = /** @type {Record<Theme, Theme>} */ ({ system: 'light', light: 'dark', dark: 'system' });

/** @returns {Theme} */
function kept() {
  const theme = localStorage.getItem(KEPT);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Shows the theme of the last visit, before the first picture. */
export function applyTheme(theme = kept()) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event('themechange'));
}

/** The theme, and what turns to the next one. */
export function useTheme() {
  const [theme, setTheme] = useState(kept);
  useEffect(() => {
    if (theme === 'system') localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, theme);
    applyTheme(theme);
  }, [theme]);
  return /** @type {const} */ ([theme, () => setTheme(NEXT[theme])]);
}
