import { readFileSync, writeFileSync } from 'node:fs';
import { documentedServers, fillPage } from './server-docs.ts';

/** `npm run docs:servers` */
for (const { page, definition, settings } of documentedServers) {
  const path = new URL(`../docs/servers/${page}.md`, import.meta.url);
  writeFileSync(path, fillPage(readFileSync(path, 'utf8'), definition, settings));
}
