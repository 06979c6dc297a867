import { hangUpEvents } from './events.js';
import { get, request, signedOut } from './client.js';

/** @typedef {import('../app/access.js').Identity} Identity */

/** Remembers that there is a cookie, which no script can see; so strangers are not asked for. */
const HINT = 'chorus-signed-in';

/** Who signed in at an earlier visit, if the cookie still holds; null otherwise. @returns {Promise<Identity | null>} */
export async function resume() {
  if (!localStorage.getItem(HINT)) return null;
  try {
    return await identity(await request('GET', '/session', { quiet: true }));
  } catch (error) {
    localStorage.removeItem(HINT);
    throw error;
  }
}

/** Signs in: the key goes to the server once, and a cookie that no script can read takes its place. @param {string} key */
export async function signIn(key) {
  const answer = await request('POST', '/session', { quiet: true, headers: { Authorization: `Bearer ${key}` } });
  localStorage.setItem(HINT, 'yes');
  return identity(answer);
}

export async function signOut() {
  hangUpEvents();
  await request('DELETE', '/session', { quiet: true }).catch(() => {});
  localStorage.removeItem(HINT);
  location.hash = '#/';
  signedOut('');
}

/** @param {{ data: import('./shapes').Session }} session @returns {Promise<Identity>} */
async function identity({ data }) {
  const organization = await get('/organization', { quiet: true });
  return { role: data.role, operator: data.abilities.includes('operate'), key: data.keyName, keyId: data.keyId, organization: organization.data };
}
