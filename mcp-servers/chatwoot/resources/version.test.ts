import { afterEach, describe, expect, test } from 'vitest';
import { startChatwoot, type TestChatwoot } from '../testing/start-chatwoot.ts';

let chatwoot: TestChatwoot;
afterEach(() => chatwoot.close());

async function read(): Promise<{ version: string; limitations: string[] }> {
  const client = await chatwoot.server.client();
  const { contents } = await client.readResource({ uri: 'chatwoot://version' });
  await client.close();
  return JSON.parse((contents[0] as { text: string }).text);
}

describe('the resource tells what this Chatwoot cannot do, and what is done instead', () => {
  test.each([
    ['3.13', 5, /recognised by its text/],
    ['4.12', 2, /not signed/],
    ['4.14', 1, /read conversations nor change labels/],
    ['4.16', 0, /^$/],
  ] as const)('%s', async (version, count, words) => {
    chatwoot = await startChatwoot({ version });
    const told = await read();
    expect(told).toMatchObject({ version: `${version}.0`, limitations: { length: count } });
    expect(told.limitations.join('\n')).toMatch(words);
  });
});
