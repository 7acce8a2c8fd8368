import { describe, expect, test } from 'vitest';
import { ConfigError } from '#errors/errors.ts';
import { type OdooSettings, odooAddress } from './settings.ts';

const settings: OdooSettings = {
  url: 'https://erp.example.com',
  db: 'shop',
  username: 'bot',
  apiKey: 'a-key-not-shown',
  timeoutSeconds: 15,
};

describe('odooAddress', () => {
  test.each([
    'https://erp.example.com',
    'https://example.com:8443/odoo',
    'http://localhost:8069',
    'http://127.0.0.2',
    'http://[::1]:8069',
  ])('accepts %s', (url) => {
    expect(odooAddress({ ...settings, url }).href).toContain(url);
  });

  test.each([
    ['erp.example.com', 'not an http:// or https:// address'],
    ['ftp://erp.example.com', 'not an http:// or https:// address'],
    ['https://bot:secret@erp.example.com', 'holds credentials'],
    ['http://erp.example.com', 'plain http://'],
    ['http://127.0.0.1.example.com', 'plain http://'],
    ['http://localhost.example.com', 'plain http://'],
  ])('refuses %s', (url, reason) => {
    expect(() => odooAddress({ ...settings, url })).toThrow(ConfigError);
    expect(() => odooAddress({ ...settings, url })).toThrow(reason);
  });

  test('plain HTTP to another machine must be allowed explicitly', () => {
    const address = odooAddress({ ...settings, url: 'http://odoo:8069', allowHttp: true });
    expect(address.protocol).toBe('http:');
  });

  test('credentials must be there, and fit the API', () => {
    expect(() => odooAddress({ ...settings, apiKey: undefined })).toThrow('an API key or a password');
    expect(() => odooAddress({ ...settings, apiKey: undefined, password: 'x', api: 'json2' })).toThrow(
      'API keys only',
    );
    expect(() => odooAddress({ ...settings, apiKey: undefined, password: 'x' })).not.toThrow();
  });
});
