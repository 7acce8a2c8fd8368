import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SandboxQdrant, startSandboxQdrant } from './start.ts';
import { describeCollections } from './testing/collections.conformance.ts';
import { describeFilters } from './testing/filters.conformance.ts';
import { hasOpenApi, loadOpenApi } from './testing/openapi.ts';
import { describePoints } from './testing/points.conformance.ts';
import { describeQueries } from './testing/queries.conformance.ts';
import { type RawQdrant, rawQdrant } from './testing/raw-qdrant.ts';

const suites = [describeCollections, describePoints, describeFilters, describeQueries];

describe('the stand-in behaves as Qdrant', () => {
  let sandbox: SandboxQdrant;
  let qdrant: RawQdrant;
  beforeAll(async () => {
    sandbox = await startSandboxQdrant({ apiKey: 'key of the stand-in' });
    qdrant = rawQdrant(sandbox.url, 'key of the stand-in');
  });
  afterAll(() => sandbox.close());
  for (const describeSuite of suites) describeSuite(() => qdrant);
});

const realUrl = process.env.QDRANT_TEST_URL;
describe.skipIf(!realUrl)('Qdrant itself behaves so (left out without QDRANT_TEST_URL)', () => {
  const qdrant = rawQdrant(realUrl ?? '', process.env.QDRANT_TEST_API_KEY);
  afterAll(() => qdrant.cleanUp());
  for (const describeSuite of suites) describeSuite(() => qdrant);
});

describe.skipIf(!hasOpenApi)("the check against Qdrant's OpenAPI (left out without the file)", () => {
  const exchange = { method: 'POST', path: '/collections/c/points/count', request: {}, status: 200 };

  test('passes what is right', () => {
    expect(loadOpenApi()?.({ ...exchange, answer: { result: { count: 1 }, status: 'ok', time: 0 } })).toEqual(
      [],
    );
  });

  test('finds what is wrong', () => {
    const problems = loadOpenApi()?.({ ...exchange, answer: { result: { count: 'one' } } });
    expect(problems).toEqual([
      expect.stringContaining('answer of POST /collections/{collection_name}/points/count'),
    ]);
  });
});
