import { useEffect, useRef, useState } from '../lib/hooks.js';

/**
 * What moves by itself: one stream of server-sent events for all pages, open while somebody listens.
 * @typedef {(event: { type: string, data: any }) => void} Listener
 */

const TYPES = ['call.created', 'call.updated', 'call.ended', 'line.updated', 'balance.updated', 'current', 'reset'];

const listeners = /** @type {Set<Listener>} */ (new Set());
const watchers = /** @type {Set<(state: 'on' | 'off' | 'idle') => void>} */ (new Set());
/** A stream is kept for the next page, which mostly wants it too. */
const LINGER_MS = 5000;

let source = /** @type {EventSource | null} */ (null);
let state = /** @type {'on' | 'off' | 'idle'} */ ('idle');

/** @param {'on' | 'off' | 'idle'} next */
function become(next) {
  state = next;
  watchers.forEach((watcher) => watcher(next));
}

function open() {
  source = new EventSource('/v1/events');
  source.onopen = () => become('on');
  source.onerror = () => become('off');
  for (const type of TYPES) {
    source.addEventListener(type, (event) => {
      const data = JSON.parse(/** @type {MessageEvent} */ (event).data);
      listeners.forEach((listener) => listener({ type, data }));
    });
  }
}

function closeUnheard() {
  if (listeners.size > 0) return;
  source?.close();
  source = null;
  become('idle');
}

/** Hears all events until it is called off. @param {Listener} listener */
export function listen(listener) {
  listeners.add(listener);
  if (!source) open();
  return () => {
    listeners.delete(listener);
    setTimeout(closeUnheard, LINGER_MS);
  };
}

/** Ends the stream with the sign-in that it belongs to. */
export function hangUpEvents() {
  listeners.clear();
  closeUnheard();
}

/** Hears events while the page is shown. @param {Listener} listener */
export function useEvents(listener) {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => listen((event) => latest.current(event)), []);
}

/** Whether the stream is there: `idle` when no page wants it. */
export function useLive() {
  const [shown, setShown] = useState(state);
  useEffect(() => {
    watchers.add(setShown);
    setShown(state);
    return () => { watchers.delete(setShown); };
  }, []);
  return shown;
}
