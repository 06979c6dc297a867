import { hangUpEvents } from './events.js';
import { get, request, signedOut } from './client.js';

/** @typedef {import('../app/access.js').Identity} Identity */

/** Remembers that there is a cookie, which no script can see; so strangers are not asked for. */
const HINT = 'chorus-signed-in';

/** Who signed in at an earlier visit, if the cookie still holds; null otherwise. @returns {Promise<Identity | null>} */
export async function resume() {
  if (!localStorage.getItem(HINT)) return null;
  try {
    const [session, organization] = await Promise.all([request('GET', '/session', { quiet: true }), get('/organization', { quiet: true })]);
    return identity(session.data, organization.data);
  } catch (error) {
    localStorage.removeItem(HINT);
    throw error;
  }
}

/** Signs in: the key goes to the server once, and a cookie that no script can read takes its place. @param {string} key */
export async function signIn(key) {
  const answer = await request('POST', '/session', { quiet: true, headers: { Authorization: `Bearer ${key}` } });
  localStorage.setItem(HINT, 'yes');
  return identity(answer.data, (await get('/organization', { quiet: true })).data);
}

export async function signOut() {
  hangUpEvents();
  await request('DELETE', '/session', { quiet: true }).catch(() => {});
  localStorage.removeItem(HINT);
  location.hash = '#/';
  signedOut('');
}

/** @param {import('./shapes').Session} session @param {import('./shapes').Organization} organization @returns {Identity} */
function identity(session, organization) {
  return { role: session.role, operator: session.abilities.includes('operate'), key: session.keyName, keyId: session.keyId, organization };
}
