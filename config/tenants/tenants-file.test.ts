import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '#errors/errors.ts';
import { tenantPartNames } from './tenant-parts.ts';
import { parseTenantsFile } from './tenants-file.ts';

function problemsOf(text: string): string[] {
  try {
    parseTenantsFile(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).fix).toContain('tenants.example.yaml');
    return (error as ConfigError).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  throw new Error('the file was accepted');
}

const tenant = (settings: string, name = 'acme') => `tenants: { ${name}: { ${settings} } }`;

test('the example is valid and shows every part', () => {
  const text = readFileSync(new URL('../../tenants.example.yaml', import.meta.url), 'utf8');
  const tenants = parseTenantsFile(text);
  expect([...tenants.keys()]).toEqual(['acme', 'borges']);
  const shown = new Set([...tenants.values()].flatMap((settings) => Object.keys(settings)));
  expect([...shown].sort()).toEqual([...tenantPartNames].sort());
});

test('values are texts or references; numbers are taken as texts', () => {
  const [[, settings] = []] = parseTenantsFile(
    tenant('chatwoot: { url: {variable: URL}, account_id: 3, api_key: {file: /run/key} }'),
  );
  expect(settings).toEqual({
    chatwoot: { url: { variable: 'URL' }, account_id: '3', api_key: { file: '/run/key' } },
  });
});

describe('secrets do not stand in the file', () => {
  test.each([
    ['odoo', 'password'],
    ['odoo', 'api_key'],
    ['chatwoot', 'api_key'],
    ['bot', 'token'],
    ['webhook', 'token'],
    ['webhook', 'secret'],
    ['webhook', 'account_secret'],
    ['qdrant', 'api_key'],
    ['model', 'api_key'],
  ])('%s.%s', (part, field) => {
    const problems = problemsOf(tenant(`${part}: { ${field}: hunter2 }`));
    expect(problems).toEqual([
      `acme.${part}.${field}: a reference, {variable: NAME} or {file: path}; a secret does not stand here itself`,
    ]);
  });
});

test.each([
  ['no tenants at all', 'hello: world', /^tenants: /],
  ['an empty list', 'tenants: {}', /at least one tenant/],
  ['a name that is no name', tenant('', 'Acme Ltda'), /Acme Ltda: the name of a tenant is 1 to 40/],
  ['an unknown part', tenant('sap: {}'), /"sap"/],
  ['an unknown field', tenant('odoo: { apikey: 1 }'), /"apikey"/],
  ['a reference of another form', tenant('odoo: { api_key: { env: X } }'), /a reference/],
  ['two references in one', tenant('odoo: { api_key: { variable: X, file: y } }'), /a reference/],
  ['a list in the place of a text', tenant('odoo: { url: [a] }'), /a text, or a reference/],
  ['a text', 'hunter2', /^tenants: /],
  ['nothing', '', /^tenants: /],
])('%s is refused', (_, text, problem) => {
  const problems = problemsOf(text);
  expect(problems[0]).toMatch(problem);
  expect(problems.join()).not.toContain('hunter2');
});

test('what is not YAML is told by its line, without showing it', () => {
  const [problem] = problemsOf('tenants:\n  acme: {\n  password: "hunter2');
  expect(problem).toMatch(/^line \d+: this is not YAML$/);
});

test('every problem has its line', () => {
  expect(problemsOf(tenant('odoo: { password: a, api_key: b }, webhook: { token: c }'))).toHaveLength(3);
});

test('there is a bound', () => {
  const many = Array.from({ length: 1_001 }, (_, index) => `t${index}: {}`).join(', ');
  expect(problemsOf(`tenants: { ${many} }`)[0]).toContain('at most 1000 tenants');
});
