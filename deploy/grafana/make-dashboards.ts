import { writeFileSync } from 'node:fs';
import { dashboards } from './dashboards.ts';

/** `npm run dashboards`: writes the three dashboards that Grafana is provisioned with. */
for (const [name, dashboard] of Object.entries(dashboards)) {
  const file = new URL(`dashboards/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(dashboard, null, 2)}\n`);
}
