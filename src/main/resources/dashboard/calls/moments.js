/**
 * What happened in a call and when, as it is drawn.
 * @typedef {{ who: 'caller' | 'agent', fromMs: number, toMs: number }} Speech
 * @typedef {{ atMs: number, untilMs: number, kind: string, text: string }} Moment
 * @typedef {{ lengthMs: number, answeredMs: number | null, speech: Speech[], moments: Moment[] }} Course
 */

/** @type {Record<string, string>} */
const NAMES = { ringing: 'Ringing', answered: 'Answered', clear: 'Agent stopped itself', dtmf: 'Key', held: 'Held', resumed: 'Resumed', transfer: 'Transfer', ended: 'Ended' };

/** The course of a call: by its timeline, or by what is known of it while it runs. @param {import('../api/shapes').Call} call @param {number} now @returns {Course} */
export function courseOf(call, now) {
  const began = Date.parse(call.createdAt);
  const answeredMs = call.startedAt ? Date.parse(call.startedAt) - began : null;
  const lengthMs = Math.max(1000, (call.endedAt ? Date.parse(call.endedAt) : now) - began);
  const timeline = call.timeline ?? [];
  const speech = timeline.flatMap((moment) => (moment.what === 'caller_spoke' || moment.what === 'agent_spoke'
    ? [{ who: moment.what === 'agent_spoke' ? /** @type {const} */ ('agent') : /** @type {const} */ ('caller'), fromMs: moment.atMs, toMs: moment.untilMs }] : []));
  const happened = timeline.filter((moment) => moment.what !== 'caller_spoke' && moment.what !== 'agent_spoke')
    .map((moment) => ({ atMs: moment.atMs, untilMs: moment.untilMs, kind: moment.what, text: [NAMES[moment.what] ?? moment.what, moment.detail].filter(Boolean).join(': ') }));
  return { lengthMs, answeredMs, speech, moments: timeline.length ? happened : known(call, answeredMs, lengthMs) };
}

/** @param {import('../api/shapes').Call} call @param {number | null} answeredMs @param {number} lengthMs @returns {Moment[]} */
function known(call, answeredMs, lengthMs) {
  const moments = [{ atMs: 0, untilMs: answeredMs ?? lengthMs, kind: 'ringing', text: NAMES.ringing }];
  if (answeredMs !== null) moments.push({ atMs: answeredMs, untilMs: answeredMs, kind: 'answered', text: NAMES.answered });
  if (call.endedAt) moments.push({ atMs: lengthMs, untilMs: lengthMs, kind: 'ended', text: call.endedMessage ?? NAMES.ended });
  return moments;
}

/** How long the agent took to answer what the caller said: at which moment, and milliseconds. @param {Course} course @returns {{ atMs: number, tookMs: number }[]} */
export function turnsOf({ speech }) {
  const order = speech.toSorted((one, other) => one.fromMs - other.fromMs);
  return order.flatMap((said, at) => {
    const next = order[at + 1];
    return said.who === 'caller' && next?.who === 'agent' && next.fromMs >= said.toMs ? [{ atMs: said.toMs, tookMs: next.fromMs - said.toMs }] : [];
  });
}
