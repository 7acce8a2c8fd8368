import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '#config/load-config.ts';
import { startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { dashboards } from './dashboards.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Rule {
  alert: string;
  expr: string;
  annotations: { runbook: string };
}
const rules = (parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...Object.values(dashboards).flatMap(({ panels }) =>
    panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ),
];

/** Names of series in an expression: words that are no functions, labels or keywords. */
function seriesIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '');
  const words = bare.match(/\b[a-z_][a-z0-9_]*\b(?!\s*\()/g) ?? [];
  return words.filter((word) => !['and', 'or', 'unless', 'offset', 'by', 's', 'm', 'h', 'd'].includes(word));
}

test('the files are what the definitions say; `npm run dashboards` writes them anew', () => {
  expect(readdirSync(join(root, 'deploy/grafana/dashboards')).sort()).toEqual(
    Object.keys(dashboards)
      .map((name) => `${name}.json`)
      .sort(),
  );
  for (const [name, dashboard] of Object.entries(dashboards)) {
    expect(JSON.parse(read(`deploy/grafana/dashboards/${name}.json`))).toEqual(dashboard);
  }
});

test('panels of a dashboard do not lie over each other', () => {
  for (const { panels } of Object.values(dashboards)) {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  }
});

describe('every series in dashboards and alerts', () => {
  test('is exported by a process', async () => {
    const everything = await startEverything({
      environment: { CATALOG_SYNC: 'false' },
      freePorts: true,
      logger: silentLogger,
    });
    try {
      const texts = await Promise.all(
        Object.values(everything.urls).map(async (url) => (await fetch(new URL('/metrics', url))).text()),
      );
      const exported = new Set(
        texts
          .flatMap((text) => [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)])
          .flatMap(([, name = '', kind]) =>
            kind === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
          ),
      );
      exported.add('up'); // Prometheus's own
      const unknown = [...new Set(expressions.flatMap(seriesIn))].filter((name) => !exported.has(name));
      expect(unknown).toEqual([]);
    } finally {
      await everything.close();
    }
  });

  test('is found by the reader of this test', () => {
    const expression = 'sum by (a) (rate(x_total{b="c", d!~"e"}[5m] offset 1d)) / max(y) > 3 and z_bucket';
    expect(seriesIn(expression)).toEqual(['x_total', 'y', 'z_bucket']);
  });
});

test('every alert has a page that tells what to do, and every page an alert', () => {
  for (const { alert, annotations } of rules) {
    expect(existsSync(join(root, annotations.runbook)), alert).toBe(true);
    expect(read(annotations.runbook)).toMatch(new RegExp(`^# ${alert}\\n[^]*## What to do\\n1\\. `));
  }
  const pages = readdirSync(join(root, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);
  expect(pages.sort()).toEqual(rules.map(({ annotations }) => annotations.runbook).sort());
});

test('the ports that Prometheus asks are those of the processes', () => {
  const { PORT_MCP_ODOO, PORT_CREWS } = loadConfig({});
  const text = read('deploy/prometheus/prometheus.yml');
  expect(text).toContain(`mcp-odoo:${PORT_MCP_ODOO}`);
  expect(text).toContain(`crews:${PORT_CREWS}`);
});
