/** Shows /api/openapi with Swagger UI, which the page loads before as a classic script. */
/* global SwaggerUIBundle */
import { byId } from '../dom.js';
import { ROOT } from '../root.js';
import { word } from '../words.js';

const frame = byId('api');

/** Adds what the library lacks for accessibility: names of buttons, choices and regions, and code that the keyboard can scroll. */
function complete() {
  for (const button of frame.querySelectorAll('.copy-to-clipboard button:not([aria-label])')) {
    button.setAttribute('aria-label', word('js.code.copy'));
  }
  for (const region of frame.querySelectorAll('[role="region"][id]:not([aria-label])')) {
    region.setAttribute('aria-label', region.id.replaceAll('_', ' '));
  }
  for (const choice of frame.querySelectorAll('[data-param-name] select:not([aria-label])')) {
    choice.setAttribute('aria-label', choice.closest('[data-param-name]').dataset.paramName);
  }
  for (const code of frame.querySelectorAll('.microlight:not([tabindex])')) {
    code.tabIndex = 0;
  }
}

new MutationObserver(complete).observe(frame, { childList: true, subtree: true });
SwaggerUIBundle({
  url: `${ROOT}api/openapi?format=json`,
  dom_id: '#api',
  deepLinking: false,
  validatorUrl: null,
  withCredentials: true,
  requestInterceptor: (request) => {
    // The document may name the server by another address, for which the session is not valid.
    const url = new URL(request.url, location.href);
    request.url = location.origin + url.pathname + url.search;
    return request;
  },
});
