import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { guardPage } from './guard-page.ts';

/** What a request with these headers gets from a server that listens on `host`. */
function statusOf(host: string, headers: Record<string, string>): number {
  let status = 200;
  const response = {
    status(code: number) {
      status = code;
      return { json: () => undefined };
    },
  };
  guardPage(host)({ headers } as unknown as Request, response as unknown as Response, () => undefined);
  return status;
}

describe('while the server listens on loopback only', () => {
  test.each<Record<string, string>>([
    { host: '127.0.0.1:3000' },
    { host: 'localhost:3000' },
    { host: '[::1]:3000' },
    { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
  ])('%j is served', (headers) => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) expect(statusOf(host, headers)).toBe(200);
  });

  test.each<Record<string, string>>([
    { host: 'evil.example:3000' },
    { host: '' },
    { host: '127.0.0.1.evil.example' },
    { host: '127.0.0.1:3000', origin: 'http://evil.example' },
    { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:4000' },
    { host: '127.0.0.1:3000', origin: 'null' },
  ])('%j is refused', (headers) => {
    expect(statusOf('127.0.0.1', headers)).toBe(403);
  });
});

describe('where it listens for others too', () => {
  test('any host is served, behind a proxy with TLS as well', () => {
    expect(statusOf('0.0.0.0', { host: 'chat.example' })).toBe(200);
    expect(statusOf('0.0.0.0', { host: 'chat.example', origin: 'https://chat.example' })).toBe(200);
  });

  test('a foreign origin is still refused', () => {
    expect(statusOf('0.0.0.0', { host: 'chat.example', origin: 'https://evil.example' })).toBe(403);
  });
});
