import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MCP First: the API of crews</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<main id="api"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'list' });
`;

/** Nothing from elsewhere, nothing inline but the styles that Swagger UI sets; images are also in its own style sheet. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const require = createRequire(import.meta.url);
const root = dirname(require.resolve('swagger-ui-dist/package.json'));
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** `/openapi.json`, and the page `/docs` to read it and to try it; both need no token and show no data. */
export function docsPage(document: object): Router {
  const router = Router();
  const text = JSON.stringify(document);
  router.get('/openapi.json', (_request, response) => void response.type('json').send(text));

  router.use('/docs', (_request, response, next) => {
    response.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    next();
  });
  router.get('/docs', (_request, response) => void response.type('html').send(page));
  router.get('/docs/start.js', (_request, response) => void response.type('js').send(start));
  for (const name of assets) {
    router.get(`/docs/${name}`, (_request, response) => {
      response.sendFile(name, { root, maxAge: '1d' });
    });
  }
  return router;
}
