import { writeFileSync } from 'node:fs';
import { configurationReference } from './configuration-reference.ts';
import { envExample } from './env-example.ts';

/** `npm run env:example` */
writeFileSync(new URL('../.env.example', import.meta.url), envExample());
writeFileSync(new URL('../docs/configuration.md', import.meta.url), configurationReference());
