import { useEffect, useState } from '../lib/hooks.js';

/**
 * Where one is: what stands after `#/`, and what was asked for behind `?`.
 * @typedef {{ path: string[], query: URLSearchParams }} Place
 */

/** @returns {Place} */
export function here() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?', 2);
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

/** The place, and a new one whenever it changes. */
export function usePlace() {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const moved = () => setPlace(here());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return place;
}

/**
 * The address of a place.
 * @param {string[]} path
 * @param {Record<string, string | number | undefined | null>} [query] what is empty is left out
 */
export function to(path, query = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') asked.set(name, String(value));
  }
  const text = asked.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** @param {string} address @param {{ replace?: boolean }} [how] */
export function go(address, { replace = false } = {}) {
  if (replace) location.replace(address);
  else location.hash = address;
}
