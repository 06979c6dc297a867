import { useCallback, useEffect, useRef, useState } from '../lib/hooks.js';
import { get } from './client.js';

/**
 * What the API has at a path, and what became of asking for it. What was there stays on the page while it is asked for
 * again, so nothing jumps.
 * @template [T=any]
 * @param {string | null} path null: nothing is asked for yet
 * @param {Record<string, any>} [query]
 * @returns {{ answer: any, data: T | undefined, error: Error | undefined, busy: boolean, again: () => void, put: (data: T) => void }}
 */
export function useResource(path, query) {
  const key = path === null ? null : `${path}?${JSON.stringify(query ?? {})}`;
  const [state, setState] = useState(/** @type {any} */ ({ path: null, busy: true }));
  const [round, setRound] = useState(0);
  const asked = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => {
    if (path === null) return undefined;
    const controller = new AbortController();
    asked.current = controller;
    setState((/** @type {any} */ old) => (old.path === path ? { ...old, busy: true } : { path, busy: true }));
    get(path, { query, signal: controller.signal }).then(
      (answer) => !controller.signal.aborted && setState({ path, answer, busy: false }),
      (error) => !controller.signal.aborted && setState((/** @type {any} */ old) => ({ ...old, path, error, busy: false })),
    );
    return () => controller.abort();
  }, [key, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const put = useCallback((/** @type {T} */ data) => setState((/** @type {any} */ old) => ({ ...old, answer: { ...old.answer, data } })), []);
  const fits = state.path === path;
  return { answer: fits ? state.answer : undefined, data: fits ? state.answer?.data : undefined, error: fits ? state.error : undefined, busy: fits ? state.busy : true, again, put };
}
