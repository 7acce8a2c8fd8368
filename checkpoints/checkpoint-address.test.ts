import { describe, expect, it } from 'vitest';
import { addressOf, configOf, requireAddress } from './checkpoint-address.ts';

describe('addressOf', () => {
  it('reads a config, also one that names its checkpoint in the old way', () => {
    expect(addressOf({ configurable: { thread_id: 't' } })).toEqual({
      threadId: 't',
      namespace: '',
      id: undefined,
    });
    const old = { configurable: { thread_id: 't', checkpoint_ns: 'n', thread_ts: '1' } };
    expect(addressOf(old)).toEqual({ threadId: 't', namespace: 'n', id: '1' });
    expect(addressOf(configOf('t', 'n', '1'))).toEqual({ threadId: 't', namespace: 'n', id: '1' });
  });

  it('is nothing without a thread, which some operations need', () => {
    for (const config of [{}, { configurable: {} }, { configurable: { thread_id: undefined } }]) {
      expect(addressOf(config)).toBeUndefined();
      expect(() => requireAddress(config)).toThrow('thread_id is missing');
    }
  });

  it('refuses what is no text, with what to do', () => {
    const wrong = [{ thread_id: 5 }, { thread_id: '' }, { thread_id: 't', checkpoint_ns: 5 }];
    for (const configurable of wrong) {
      expect(() => addressOf({ configurable })).toThrow(
        expect.objectContaining({
          code: 'invalid_config',
          written: 'no',
          fix: expect.stringContaining('configurable'),
        }),
      );
    }
  });
});
