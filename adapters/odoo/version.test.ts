import { describe, expect, test } from 'vitest';
import { hasJson2, parseVersion } from './version.ts';

const web = (version: string, ...info: unknown[]) => ({ version, version_info: info });

describe('parseVersion', () => {
  test('reads what /web/version and common.version tell', () => {
    expect(parseVersion(web('19.0', 19, 0, 0, 'final', 0, ''), 'json2')).toEqual({
      series: 19,
      text: '19.0',
      api: 'json2',
    });
    const common = { server_version: '16.0-20240101', server_version_info: [16, 0, 0, 'final', 0, ''] };
    expect(parseVersion(common, 'xmlrpc')).toEqual({ series: 16, text: '16.0-20240101', api: 'xmlrpc' });
  });

  test('reads the version of Odoo Online', () => {
    expect(parseVersion(web('saas~19.1+e', 'saas~19', 1), 'json2').series).toBe(19);
  });

  test.each([undefined, {}, 'hello', { version: 19 }])('refuses %j, which is no Odoo', (body) => {
    expect(() => parseVersion(body, 'xmlrpc')).toThrow('does not tell a version');
  });
});

describe('hasJson2', () => {
  test.each([
    [web('19.0', 19, 0), true],
    [web('saas~20.1', 'saas~20', 1), true],
    [web('18.0', 18, 0), false],
    [undefined, false],
    [{ error: 'not found' }, false],
  ])('%j: %s', (body, expected) => {
    expect(hasJson2(body)).toBe(expected);
  });
});
