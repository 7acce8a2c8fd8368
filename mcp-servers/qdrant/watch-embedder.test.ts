import { expect, test, vi } from 'vitest';
import type { Embedder } from '#adapters/qdrant/port.ts';
import { UpstreamError } from '#errors/errors.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { watchEmbedder } from './watch-embedder.ts';

const embedder: Embedder = { model: 'm', dimensions: 2, embed: async (texts) => texts.map(() => [1, 0]) };

/** A provider that fails so many times before it answers. */
function provider(failures: number) {
  let attempts = 0;
  return {
    attempts: () => attempts,
    create: async () => {
      attempts += 1;
      if (attempts <= failures) throw new UpstreamError('The provider is down.');
      return embedder;
    },
  };
}

test('an embedder that can be made is there at once', async () => {
  const watched = await watchEmbedder(provider(0).create, silentLogger);
  expect(watched.current()).toBe(embedder);
  watched.close();
});

test('one that cannot is tried again until it is there', async () => {
  const { create, attempts } = provider(2);
  const watched = await watchEmbedder(create, silentLogger, 5);
  expect(watched.current()).toBeUndefined();
  await vi.waitFor(() => expect(watched.current()).toBe(embedder));
  expect(attempts()).toBe(3);
  watched.close();
});

test('closing ends the attempts', async () => {
  const { create, attempts } = provider(Number.POSITIVE_INFINITY);
  const watched = await watchEmbedder(create, silentLogger, 5);
  watched.close();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(attempts()).toBe(1);
});
