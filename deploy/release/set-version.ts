import { readFileSync, writeFileSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { chartWithVersion, lockWithVersion } from './with-version.ts';

/** Part of `npm run release:version`: writes the version of package.json wherever else it stands. */
const change = (path: string, withVersion: (text: string, version: string) => string) => {
  const url = new URL(`../../${path}`, import.meta.url);
  writeFileSync(url, withVersion(readFileSync(url, 'utf8'), packageJson.version));
};
change('deploy/helm/Chart.yaml', chartWithVersion);
change('package-lock.json', lockWithVersion);
