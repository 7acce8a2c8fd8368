import { describe, expect, test } from 'vitest';
import { isPublicAddress, publicAddresses } from './public-address.ts';

describe('addresses that are not of the public internet', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'no address',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '172.32.0.1', '200.160.2.3', '2606:4700::1111', '2804::1'])(
    'but %s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('the addresses of a host', () => {
  test.each(['localhost', '127.0.0.1', '[::1]', '169.254.169.254'])('%s is refused', async (hostname) => {
    await expect(publicAddresses(hostname)).rejects.toMatchObject({ code: 'address_not_public' });
  });

  test('however the address is written, as `URL` reads it', async () => {
    for (const written of [
      'http://2130706433/',
      'http://0x7f.1/',
      'http://127.1/',
      'http://[::ffff:7f00:1]/',
    ])
      await expect(publicAddresses(new URL(written).hostname), written).rejects.toMatchObject({
        code: 'address_not_public',
      });
  });

  test('a public one is given as it is', async () => {
    expect(await publicAddresses('8.8.8.8')).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  test('one that does not exist is the caller’s mistake', async () => {
    await expect(publicAddresses('no-such-host.invalid')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
