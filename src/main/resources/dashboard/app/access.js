import { createContext } from '../lib/preact.js';
import { useContext } from '../lib/hooks.js';

/** @typedef {'read-only' | 'member' | 'admin' | 'operator'} Role */

/**
 * Who is signed in.
 * @typedef {{ role: Role, operator: boolean, keyId: string, organization: import('../api/shapes').Organization, key: string }} Identity
 */

const ORDER = ['read-only', 'member', 'admin'];

export const Signed = createContext(/** @type {Identity | null} */ (null));

/** Who is signed in; only below the shell, where somebody is. */
export function useIdentity() {
  return /** @type {Identity} */ (useContext(Signed));
}

/** Whether who is signed in may do what this role may. @param {Role} role */
export function useMay(role) {
  const identity = useIdentity();
  return role === 'operator' ? identity.operator : ORDER.indexOf(identity.role) >= ORDER.indexOf(role);
}
