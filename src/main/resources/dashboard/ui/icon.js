import { html } from './html.js';

/** Strokes on a field of 24 by 24. @type {Record<string, string>} */
const STROKES = {
  overview: 'M4 13h5v7H4zM10 4h5v16h-5zM16 9h5v11h-5z',
  calls: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  numbers: 'M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17',
  agents: 'M5 9h14v9H5zM12 5v4M9 13v1M15 13v1M2 12v3M22 12v3',
  talk: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6',
  organization: 'M4 21V5l8-2v18M12 9l8 2v10M2 21h20M7 8h2M7 12h2M7 16h2M15 14h2M15 17h2',
  'theme-system': 'M3 5h18v11H3zM9 20h6M12 16v4',
  'theme-light': 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  'theme-dark': 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  close: 'M5 5l14 14M19 5 5 19',
  passed: 'M5 12.5 10 17.5 19.5 7',
  failed: 'M6 6l12 12M18 6 6 18',
  skipped: 'M6 12h12',
  noted: 'M12 11v6M12 7v.5',
  refused: 'M6 6l12 12M18 6 6 18',
};

/** A picture beside words; it says nothing by itself. @param {{ name: string }} props */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${STROKES[name] ?? ''} /></svg>`;
}
