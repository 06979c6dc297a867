/**
 * What happened in a call and when, as it is drawn.
 * @typedef {{ who: 'caller' | 'agent', fromMs: number, toMs: number }} Speech
 * @typedef {{ atMs: number, kind: string, text: string }} Moment
 * @typedef {{ lengthMs: number, answeredMs: number | null, speech: Speech[], moments: Moment[] }} Course
 */

/** The course of a call, from its timeline where it has one and from its trace. @param {import('../api/shapes').Call} call @param {number} now @returns {Course} */
export function courseOf(call, now) {
  const began = Date.parse(call.createdAt);
  const answeredMs = call.startedAt ? Date.parse(call.startedAt) - began : null;
  const lengthMs = Math.max(1000, (call.endedAt ? Date.parse(call.endedAt) : now) - began);
  const events = call.timeline?.events ?? [];
  return {
    lengthMs,
    answeredMs,
    speech: events.filter((/** @type {any} */ event) => event.type === 'speech').map((/** @type {any} */ event) => ({ who: event.side === 'agent' ? 'agent' : 'caller', fromMs: event.atMs, toMs: Math.min(lengthMs, event.untilMs ?? lengthMs) })),
    moments: [
      ...(answeredMs === null ? [] : [{ atMs: answeredMs, kind: 'answered', text: 'Answered' }]),
      ...events.filter((/** @type {any} */ event) => event.type !== 'speech').map((/** @type {any} */ event) => ({ atMs: event.atMs, kind: event.type, text: event.text ?? event.type })),
      ...(call.endedAt ? [{ atMs: lengthMs, kind: 'ended', text: call.endedMessage ?? 'Ended' }] : []),
    ].sort((one, other) => one.atMs - other.atMs),
  };
}

/** How long the agent took to answer what the caller said: at which moment, and milliseconds. @param {Course} course @returns {{ atMs: number, tookMs: number }[]} */
export function turnsOf({ speech }) {
  const order = speech.toSorted((one, other) => one.fromMs - other.fromMs);
  return order.flatMap((said, at) => {
    if (said.who !== 'caller') return [];
    const next = order.slice(at + 1).find((one) => one.who === 'agent' || one.fromMs >= said.toMs);
    return next?.who === 'agent' && next.fromMs >= said.toMs ? [{ atMs: said.toMs, tookMs: next.fromMs - said.toMs }] : [];
  });
}
