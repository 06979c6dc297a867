/**
 * The pages, each loaded when it is first needed.
 * @typedef {{ name: string, icon?: string, needs?: import('./access.js').Role, page: () => Promise<any> }} Route
 * @type {Record<string, Route>}
 */
export const routes = {
  '': { name: 'Overview', icon: 'overview', page: () => import('../overview/page.js') },
  calls: { name: 'Calls', icon: 'calls', page: () => import('../calls/page.js') },
  numbers: { name: 'Numbers', icon: 'numbers', page: () => import('../numbers/page.js') },
  agents: { name: 'Agents', icon: 'agents', page: () => import('../agents/page.js') },
  talk: { name: 'Talk', icon: 'talk', needs: 'member', page: () => import('../talk/page.js') },
  organization: { name: 'Organization', icon: 'organization', page: () => import('../organization/page.js') },
};
