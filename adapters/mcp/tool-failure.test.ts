import { expect, test } from 'vitest';
import { errorText } from '#errors/describe-error.ts';
import { ConflictError, UpstreamError } from '#errors/errors.ts';
import { failureTold, toolFailure } from './tool-failure.ts';

const refused = new ConflictError('A person has it.', { code: 'human_took_over', fix: 'Leave it.' });
const read = { tool: 'look', writes: false };
const write = { tool: 'change', writes: true };

test('an error in our form is restored from its text', () => {
  const same = { code: 'human_took_over', message: 'A person has it.', fix: 'Leave it.', retryable: false };
  expect(failureTold(errorText(refused), write)).toMatchObject(same);
  const ofAdapters = new Error(`MCP tool 'change' on server 'x' returned an error: ${errorText(refused)}`);
  expect(toolFailure(ofAdapters, write)).toMatchObject(same);
});

test('anything else may mean anything: a write may have been done', () => {
  for (const text of ['', 'Traceback (most recent call last)']) {
    expect(failureTold(text, write)).toMatchObject({ code: 'outcome_unknown' });
    expect(failureTold(text, read)).toMatchObject({ code: 'server_unavailable', retryable: true });
  }
  expect(toolFailure(new Error('socket hang up'), write)).toMatchObject({ code: 'outcome_unknown' });
  expect(toolFailure('thrown by a stranger', read)).toMatchObject({ code: 'server_unavailable' });
});

test('what is understood already, and an end by the caller, stay what they are', () => {
  const own = new UpstreamError('mcp-odoo cannot be reached.');
  const stopped = new DOMException('The caller went away.', 'AbortError');
  expect(toolFailure(own, write)).toBe(own);
  expect(toolFailure(stopped, write)).toBe(stopped);
});
