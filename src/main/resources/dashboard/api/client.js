/** What the API answered instead of what was asked for. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 when no answer came
   * @param {string} message a sentence
   * @param {{ field: string, message: string }[]} details what is wrong, field by field
   * @param {Record<string, any>} body the whole answer
   */
  constructor(status, message, details = [], body = {}) {
    super(message);
    this.status = status;
    this.details = details;
    this.body = body;
  }
}

/** @type {Set<(why: string) => void>} */
const leaving = new Set();

/** Tells when nobody is signed in any more. @param {(why: string) => void} listener */
export function onSignedOut(listener) {
  leaving.add(listener);
  return () => { leaving.delete(listener); };
}

/** @param {string} why */
export function signedOut(why) {
  leaving.forEach((listener) => listener(why));
}

/**
 * Asks the public API.
 * @param {string} method
 * @param {string} path below `/v1`
 * @param {{ body?: any, headers?: Record<string, string>, query?: Record<string, any>, signal?: AbortSignal, quiet?: boolean }} [options]
 *   `quiet`: a 401 is the caller's to handle
 * @returns {Promise<any>} the answer's JSON; null where it has none
 */
export async function request(method, path, { body, headers = {}, query, signal, quiet = false } = {}) {
  const sent = /** @type {RequestInit} */ ({ method, signal, credentials: 'same-origin', headers: { Accept: 'application/json', 'X-Chorus-Dashboard': '1', ...headers } });
  if (body !== undefined) {
    sent.body = JSON.stringify(body);
    Object.assign(/** @type {any} */ (sent.headers), { 'Content-Type': 'application/json' });
  }
  const response = await fetch(`/v1${path}${asked(query)}`, sent).catch((error) => {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer. Is it running, and is the network up?');
  });
  const answer = await json(response);
  if (response.ok) return answer;
  if (response.status === 401 && !quiet) signedOut('You were signed out: the key is no longer valid, or the sign-in is over.');
  throw new ApiError(response.status, answer?.error ?? `The server answered ${response.status}.`, answer?.details, answer ?? {});
}

/** @param {string} path @param {any} [options] */
export const get = (path, options) => request('GET', path, options);
/** @param {string} path @param {any} [body] @param {any} [options] */
export const post = (path, body, options) => request('POST', path, { ...options, body });
/** @param {string} path @param {any} body */
export const patch = (path, body) => request('PATCH', path, { body });
/** @param {string} path @param {any} body */
export const put = (path, body) => request('PUT', path, { body });
/** @param {string} path */
export const remove = (path) => request('DELETE', path);

/** @param {Response} response */
async function json(response) {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {Record<string, any>} [query] what is empty is left out */
function asked(query = {}) {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') text.set(name, String(value));
  }
  const written = text.toString();
  return written ? `?${written}` : '';
}
