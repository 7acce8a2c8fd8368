import { expect, test } from 'vitest';
import { z } from 'zod';
import { silentLogger } from '#telemetry/logger.ts';
import { toolDefiner } from './define-tool.ts';
import { errorResult, runTool } from './run-tool.ts';
import { prepareTool } from './tool-catalogue.ts';

/** A tool that works until its time is up. */
const endless = (readOnlyHint: boolean) =>
  prepareTool(
    toolDefiner<undefined>()({
      name: 'endless',
      title: 'Endless',
      description: 'Never ends.',
      scope: 'test:read',
      annotations: { readOnlyHint, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      timeoutSeconds: 0.05,
      input: z.object({}),
      output: z.object({}),
      handle: () => new Promise<never>(() => undefined),
    }),
  );

const context = (signal = new AbortController().signal) => ({
  services: undefined,
  principal: { subject: 'test', tenant: 'main', scopes: ['*'] },
  signal,
  logger: silentLogger,
});

test('a read that takes too long changed nothing and may be tried again', async () => {
  await expect(runTool(endless(true), {}, context())).rejects.toMatchObject({
    name: 'UpstreamError',
    code: 'timeout',
    retryable: true,
  });
});

test('a write that takes too long may have happened, and is not to be repeated blindly', async () => {
  const error: unknown = await runTool(endless(false), {}, context()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'OutcomeUnknownError', code: 'outcome_unknown', retryable: false });
  expect(errorResult(error)).toEqual({
    isError: true,
    content: [{ type: 'text', text: expect.stringMatching(/^outcome_unknown: endless .*\nNext: Look up/) }],
  });
});

test('a caller who goes away ends the call with the reason that was given', async () => {
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(runTool(endless(false), {}, context(signal))).rejects.toThrow('gone');
});
