import type { IncomingHttpHeaders } from 'node:http';
import type { Request, Response } from 'express';
import { describe, expect, test } from 'vitest';
import { guardHost } from './guard-host.ts';

const guard = guardHost({ hosts: ['mcp.Example'], origins: ['https://app.example'] });

/** The code of the refusal; undefined where the request passes. */
function refusalOf(headers: IncomingHttpHeaders): string | undefined {
  try {
    guard({ headers } as Request, {} as Response, () => undefined);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the Host', () => {
  test.each([
    'localhost',
    'localhost:8000',
    '127.0.0.1:8000',
    '[::1]:8000',
    'mcp.example',
    'MCP.EXAMPLE:443',
  ])('%s is ours', (host) => {
    expect(refusalOf({ host })).toBeUndefined();
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    'mcp.example.evil.example',
    'mcp.example@evil.example',
    '127.0.0.1.evil.example',
    '169.254.169.254',
    'not a host',
    '',
    undefined,
  ])('%s is not', (host) => {
    expect(refusalOf({ host })).toBe('foreign_host');
  });
});

describe('the Origin', () => {
  const from = (origin: string | undefined) => refusalOf({ host: 'localhost', origin });

  test.each([undefined, 'https://app.example', 'http://localhost:3000', 'http://127.0.0.1'])(
    '%s may call',
    (origin) => {
      expect(from(origin)).toBeUndefined();
    },
  );

  test.each([
    'https://evil.example',
    'http://app.example',
    'https://app.example.evil.example',
    'https://app.example:8443',
    'null',
    'file://',
    '',
  ])('%s may not', (origin) => {
    expect(from(origin)).toBe('foreign_origin');
  });
});
