import htm from '../lib/htm.js';
import { h } from '../lib/preact.js';

/** Templates that become elements; values are escaped, since they never pass through a parser. */
export const html = htm.bind(h);
