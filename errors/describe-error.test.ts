import { expect, test } from 'vitest';
import { describeError, errorOfText, errorText } from './describe-error.ts';
import { ConflictError, InputError, UpstreamError } from './errors.ts';

test('an error of this project is shown with its code and its advice', () => {
  const error = new ConflictError('The total changed.', { code: 'total_changed', fix: 'Quote again.' });
  expect(describeError(error)).toEqual({
    code: 'total_changed',
    message: 'The total changed.',
    retryable: false,
    fix: 'Quote again.',
  });
  expect(errorText(error)).toBe('total_changed: The total changed.\nNext: Quote again.');
});

test('of anything else nothing is shown: its text can hold arguments or credentials', () => {
  const description = describeError(new Error('password=hunter2'));
  expect(description.code).toBe('internal_error');
  expect(JSON.stringify(description)).not.toContain('hunter2');
  for (const thrown of ['a text', null, undefined, 5])
    expect(describeError(thrown).code).toBe('internal_error');
});

test('an error of another class with the same form is shown too, one with only a code is not', () => {
  const checkpoint = Object.assign(new Error('Redis is away.'), { code: 'connection_lost', retryable: true });
  expect(describeError(checkpoint)).toEqual({
    code: 'connection_lost',
    message: 'Redis is away.',
    retryable: true,
  });
  expect(describeError(Object.assign(new Error('open /secret'), { code: 'ENOENT' })).code).toBe(
    'internal_error',
  );
});

test('a cancelled call is told as such', () => {
  expect(describeError(new DOMException('gone', 'AbortError')).code).toBe('cancelled');
});

test.each([
  ['with advice', new ConflictError('The total changed.', { code: 'total_changed', fix: 'Quote again.' })],
  ['that may pass', new UpstreamError('Odoo is down: 500.')],
  [
    'that may pass, with advice',
    new UpstreamError('Odoo is down.', { code: 'odoo_unreachable', fix: 'Offer a human.' }),
  ],
  ['with neither', new InputError('quantity: must be positive', { code: 'invalid_input' })],
  ['of one word', new ConflictError('It does not fit.\nNot at all.')],
])('an error %s comes back from its text', (_, error) => {
  const back = errorOfText(errorText(error));
  expect(back && describeError(back)).toEqual(describeError(error));
});

test('a text that is no error of ours is none', () => {
  expect(errorOfText('Something went wrong')).toBeUndefined();
});
