import { render } from './lib/preact.js';
import { App } from './app/app.js';
import { html } from './ui/html.js';

const place = /** @type {HTMLElement} */ (document.getElementById('app'));
place.replaceChildren();
render(html`<${App} />`, place);
