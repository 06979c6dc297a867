import { useEffect, useRef, useState } from '../lib/hooks.js';
import { useEvents } from '../api/events.js';

/** How often the list is asked for anew at most. */
const REST_MS = 2000;

/**
 * A list of calls that moves by itself: what changes is changed in its row, what begins comes on top. Where only the
 * server knows whether a call belongs here, the list is asked for anew.
 * @param {{ data: any[] | undefined, busy: boolean, again: () => void }} calls
 * @param {{ first: boolean, growing: boolean, fits: (call: import('../api/shapes').Call) => boolean, most: number }} rule
 *   `first`: the newest calls are on this page; `growing`: one that begins and fits comes on top of it
 */
export function useLiveCalls(calls, { first, growing, fits, most }) {
  const [rows, setRows] = useState(/** @type {any[] | undefined} */ (undefined));
  /** Something happened while the list was on its way: it may not know of it. */
  const missed = useRef(false);
  useEffect(() => {
    if (!calls.data) return;
    setRows(calls.data);
    if (missed.current) calls.again();
    missed.current = false;
  }, [calls.data]);
  const waiting = useRef(0);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const ask = () => {
    waiting.current ||= window.setTimeout(() => {
      waiting.current = 0;
      calls.again();
    }, REST_MS);
  };
  useEvents(({ type, data }) => {
    if (type === 'reset' || type === 'current') calls.again();
    else if (type.startsWith('call.')) {
      missed.current ||= calls.busy;
      const known = (rows ?? []).find((call) => call.id === data.id);
      const comes = type === 'call.created' && growing;
      if (known ? !fits({ ...known, ...data }) : first && !comes && fits(data)) ask();
      setRows((old) => {
        if (!old) return old;
        if (old.some((call) => call.id === data.id)) return old.map((call) => (call.id === data.id ? { ...call, ...data } : call));
        return comes && fits(data) ? [{ ...data, fresh: true }, ...old].slice(0, most) : old;
      });
    }
  });
  return rows;
}
