import { expect, test } from 'vitest';
import { loadConfig } from '#config/load-config.ts';
import { AccessError } from '#errors/errors.ts';
import { tenantPerception } from './tenant-perception.ts';

const chatwoot = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_API_KEY: 'key', OPENAI_API_KEY: 'key' };
const settings = {
  hearing: loadConfig({
    ...chatwoot,
    CHATWOOT_URL: 'http://one.example',
    OPENAI_TRANSCRIPTION_MODEL: 'whisper-1',
  }),
  deaf: loadConfig({ ...chatwoot, CHATWOOT_URL: 'http://two.example' }),
};
const perceptionOf = tenantPerception({
  configOf(tenant) {
    if (tenant === 'hearing' || tenant === 'deaf') return settings[tenant];
    throw new AccessError('There is no such tenant.');
  },
});

test('each tenant hears by its own endpoint, and files come from its own Chatwoot', () => {
  const hearing = perceptionOf('hearing');
  expect(hearing.filesFrom).toBe('http://one.example');
  expect(hearing.transcriptWaitMs).toBe(4_000);
  expect(hearing.senses?.hear).toBeTypeOf('function');
  expect(perceptionOf('deaf')).toMatchObject({
    filesFrom: 'http://two.example',
    senses: { hear: undefined },
  });
});

test('it is made once for the same settings', () => {
  expect(perceptionOf('hearing')).toBe(perceptionOf('hearing'));
});

test('a tenant that is not known has none', () => {
  expect(() => perceptionOf('other')).toThrow(AccessError);
});
