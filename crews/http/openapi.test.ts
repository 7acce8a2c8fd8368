import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiOf } from './openapi.ts';
import { allRoutes } from './routes/all-routes.ts';
import { checkAnswer } from './testing/check-answer.ts';
import { serveCrews } from './testing/serve-crews.ts';

let crews: Awaited<ReturnType<typeof serveCrews>>;
beforeAll(async () => {
  crews = await serveCrews();
});
afterAll(() => crews.close());
const get = (path: string) => fetch(new URL(path, crews.url));

describe('the description of the API', () => {
  test('stands in docs/openapi.json as it is; `npm run docs:api` writes it anew', () => {
    const path = new URL('../../docs/openapi.json', import.meta.url);
    const written: unknown = JSON.parse(readFileSync(path, 'utf8'));
    expect(JSON.parse(JSON.stringify(openApiOf(allRoutes)))).toEqual(written);
  });

  test('tells of every operation once, with its scope, its answers and its problems', () => {
    const { openapi, paths = {} } = openApiOf(allRoutes);
    expect(openapi).toBe('3.1.0');
    const operations = Object.values(paths).flatMap((path) => Object.values(path ?? {}));
    expect(operations).toHaveLength(allRoutes.length);
    expect(new Set(allRoutes.map(({ operation }) => operation)).size).toBe(allRoutes.length);
    for (const operation of operations as { security: unknown[]; responses: object; summary: string }[]) {
      expect(operation.security).toHaveLength(1);
      expect(Object.keys(operation.responses)).toContain('default');
      expect(operation.summary).toMatch(/\S/);
    }
  });

  test('is served without a token', async () => {
    const response = await get('/openapi.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(openApiOf(allRoutes))));
  });

  test('is what answers are held against', () => {
    const wrong = { status: 200, type: 'application/json', text: '{"run_id": 1}' };
    expect(() => checkAnswer('POST /graphs/support/invoke', wrong)).toThrow(/run_id must be string/);
    const problem = { status: 404, type: 'application/problem+json', text: '{"title": "x"}' };
    expect(() => checkAnswer('GET /threads/1', problem)).toThrow(/status/);
    expect(() => checkAnswer('GET /elsewhere', wrong)).not.toThrow();
  });
});

describe('the page to read it', () => {
  test('is served from here, and loads nothing from elsewhere', async () => {
    const response = await get('/docs');
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(html).not.toMatch(/https?:\/\/|<script>|onload=/);

    const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(linked.length).toBeGreaterThanOrEqual(4);
    const types = await Promise.all(
      linked.map(async (path) => {
        const asset = await get(path);
        expect(asset.status, path).toBe(200);
        expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
        return asset.headers.get('content-type')?.split(';')[0];
      }),
    );
    expect(types).toEqual(['text/css', 'image/png', 'text/javascript', 'text/javascript']);
  });

  test('serves nothing else of its package', async () => {
    expect((await get('/docs/package.json')).status).toBe(401);
    expect((await get('/docs/..%2fpackage.json')).status).toBe(401);
  });

  test('is refused to pages of other sites', async () => {
    const response = await fetch(new URL('/openapi.json', crews.url), {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });
});
