import { useEffect, useRef, useState } from '../lib/hooks.js';
import { useEvents } from '../api/events.js';

/**
 * A list of calls that moves by itself: what changes is changed in its row, what begins comes on top.
 * @param {{ data: any[] | undefined, busy: boolean, again: () => void }} calls
 * @param {{ growing: boolean, fits: (call: import('../api/shapes').Call) => boolean, most: number }} rule `growing`: new calls belong on this page
 */
export function useLiveCalls(calls, { growing, fits, most }) {
  const [rows, setRows] = useState(/** @type {any[] | undefined} */ (undefined));
  /** Something happened while the list was on its way: it may not know of it. */
  const missed = useRef(false);
  useEffect(() => {
    if (!calls.data) return;
    setRows(calls.data);
    if (missed.current) calls.again();
    missed.current = false;
  }, [calls.data]);
  useEvents(({ type, data }) => {
    if (type === 'reset' || type === 'current') calls.again();
    else if (type.startsWith('call.')) {
      missed.current ||= calls.busy;
      setRows((old) => {
        if (!old) return old;
        if (old.some((call) => call.id === data.id)) return old.map((call) => (call.id === data.id ? { ...call, ...data } : call));
        return type === 'call.created' && growing && fits(data) ? [{ ...data, fresh: true }, ...old].slice(0, most) : old;
      });
    }
  });
  return rows;
}
