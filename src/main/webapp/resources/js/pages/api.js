/** Draws /api/openapi with Swagger UI, which was loaded before as a classic script. */
/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: '/api/openapi?format=json',
  dom_id: '#api',
  deepLinking: false,
  validatorUrl: null,
  withCredentials: true,
  requestInterceptor: (request) => {
    // The document may name the server by an address the browser does not use; a session is only valid here.
    const url = new URL(request.url, location.href);
    request.url = location.origin + url.pathname + url.search;
    return request;
  },
});
