import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FetchFileSettings, fetchFile } from './fetch-file.ts';

let server: Server;
let port: number;
let handle: (response: ServerResponse) => void;
let asked: string[];
const never = new AbortController().signal;

beforeEach(async () => {
  asked = [];
  handle = (response) => response.writeHead(200, { 'content-type': 'application/pdf; x=1' }).end('%PDF');
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    handle(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The name leads to this machine, as if that were public. */
const addressesOf = async () => [{ address: '127.0.0.1', family: 4 }];
const get = (path: string, settings: FetchFileSettings = {}, signal = never) =>
  fetchFile(`http://files.example:${port}${path}`, signal, { addressesOf, ...settings });

test('a file comes with its name and type', async () => {
  expect(await get('/a/boleto%20a%C3%A7%C3%A3o.pdf?token=1')).toEqual({
    name: 'boleto ação.pdf',
    type: 'application/pdf',
    bytes: new Uint8Array(Buffer.from('%PDF')),
  });
  expect(asked).toEqual([`files.example:${port} /a/boleto%20a%C3%A7%C3%A3o.pdf?token=1`]);
});

test('without a name or a type it is a file all the same', async () => {
  handle = (response) => response.writeHead(200).end('x');
  expect(await get('/')).toMatchObject({ name: 'arquivo', type: 'application/octet-stream' });
  expect(await get('/100%')).toMatchObject({ name: '100%' });
});

describe('what is not fetched', () => {
  test.each(['ftp://a.example/x', 'file:///etc/passwd', 'https://user:pw@a.example/x', 'boleto.pdf'])(
    '%s',
    async (address) => {
      await expect(fetchFile(address, never, { addressesOf })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    },
  );

  test('an address of this machine or the company’s network', async () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      await expect(fetchFile(`http://${host}:${port}/x`, never)).rejects.toMatchObject({
        code: 'address_not_public',
      });
    expect(asked).toEqual([]);
  });

  test('what it redirects to', async () => {
    handle = (response) => response.writeHead(302, { location: '/other' }).end();
    await expect(get('/x')).rejects.toThrow(/status 302/);
    expect(asked).toHaveLength(1);
  });

  test('more than the limit, though it does not say its length', async () => {
    handle = (response) => {
      response.writeHead(200);
      response.write('x'.repeat(600));
      response.end('x'.repeat(600));
    };
    await expect(get('/x', { maxBytes: 1_000 })).rejects.toMatchObject({
      code: 'limit_reached',
      retryable: false,
    });
  });
});

describe('what does not come', () => {
  test('in time', async () => {
    handle = () => undefined;
    await expect(get('/x', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'file_not_fetched' });
  });

  test('because the caller left, or the connection broke', async () => {
    handle = () => undefined;
    await expect(get('/x', {}, AbortSignal.timeout(30))).rejects.toMatchObject({ retryable: true });
    handle = (response) => void response.socket?.destroy();
    await expect(get('/x')).rejects.toMatchObject({ code: 'file_not_fetched' });
  });

  test('whole', async () => {
    handle = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.socket?.destroy(), 10);
    };
    await expect(get('/x')).rejects.toMatchObject({ code: 'file_not_fetched' });
  });
});
