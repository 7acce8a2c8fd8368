import { writeFileSync } from 'node:fs';
import { openApiOf } from '#crews/http/openapi.ts';
import { allRoutes } from '#crews/http/routes/all-routes.ts';

/** `npm run docs:api` */
const text = `${JSON.stringify(openApiOf(allRoutes), null, 2)}\n`;
writeFileSync(new URL('../docs/openapi.json', import.meta.url), text);
