import { describe, expect, test } from 'vitest';
import { isSecret, loadConfig } from './load-config.ts';
import { tracingSettings } from './tracing-settings.ts';

const settingsOf = (environment: Record<string, string>) => tracingSettings(loadConfig(environment));

test('by default traces go nowhere', () => {
  expect(settingsOf({})).toEqual({ ratio: 1, destinations: [] });
});

describe('a collector', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318/';

  test('is asked at the usual path', () => {
    expect(settingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER_ARG: '0.1' })).toEqual({
      ratio: 0.1,
      destinations: [{ name: 'collector', url: 'http://collector:4318/v1/traces', headers: {} }],
    });
  });

  test.each([
    ['x-team=shop', { 'x-team': 'shop' }],
    ['Authorization=Bearer%20abc== , x-a=1', { authorization: 'Bearer abc==', 'x-a': '1' }],
    ['x-share=100%', { 'x-share': '100%' }],
    ['x-empty=', { 'x-empty': '' }],
  ])('gets the headers of %s', (OTEL_EXPORTER_OTLP_HEADERS, headers) => {
    const { destinations } = settingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS });
    expect(destinations[0]?.headers).toEqual(headers);
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_HEADERS', 'Bearer abc', /OTEL_EXPORTER_OTLP_HEADERS: given \*+ .*name=value/],
    ['OTEL_TRACES_SAMPLER_ARG', '2', /OTEL_TRACES_SAMPLER_ARG: given "2"/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', /an http:\/\/ or https:\/\/ address/],
  ])('%s cannot be %s', (name, value, problem) => {
    expect(() => settingsOf({ [name]: value })).toThrow(problem);
  });
});

describe('Langfuse', () => {
  const keys = { LANGFUSE_PUBLIC_KEY: 'pk-1', LANGFUSE_SECRET_KEY: 'sk-1' };

  test('is asked by OTLP, with its keys as user and password', () => {
    const authorization = `Basic ${btoa('pk-1:sk-1')}`;
    expect(settingsOf(keys).destinations).toEqual([
      {
        name: 'langfuse',
        url: 'https://cloud.langfuse.com/api/public/otel/v1/traces',
        headers: { authorization },
      },
    ]);
    const own = settingsOf({ ...keys, LANGFUSE_BASE_URL: 'https://traces.example/' });
    expect(own.destinations[0]?.url).toBe('https://traces.example/api/public/otel/v1/traces');
  });

  test('can stand beside a collector', () => {
    const both = settingsOf({ ...keys, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' });
    expect(both.destinations.map(({ name }) => name)).toEqual(['collector', 'langfuse']);
  });

  test('needs both keys', () => {
    expect(() => settingsOf({ LANGFUSE_PUBLIC_KEY: 'pk-1' })).toThrow('LANGFUSE_SECRET_KEY: not set');
    expect(() => settingsOf({ LANGFUSE_SECRET_KEY: 'sk-1' })).toThrow('LANGFUSE_PUBLIC_KEY: not set');
  });
});

test('LangSmith needs a key', () => {
  expect(() => loadConfig({ LANGSMITH_TRACING: 'true' })).toThrow('LANGSMITH_API_KEY: not set');
  expect(loadConfig({ LANGSMITH_TRACING: 'true', LANGSMITH_API_KEY: 'k' }).LANGSMITH_PROJECT).toBe(
    'mcp-first',
  );
});

test('what goes along with traces is secret, and production sends it over TLS alone', () => {
  for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'LANGFUSE_SECRET_KEY', 'LANGSMITH_API_KEY'] as const)
    expect(isSecret(name), name).toBe(true);
  const production = { ENVIRONMENT: 'production', JWT_SECRET: '5f1d3c0b9a8e7f6d5c4b3a29180f7e6d' };
  const plain = { ...production, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  expect(() => loadConfig(plain)).toThrow(/OTEL_EXPORTER_OTLP_ENDPOINT.*expected TLS/);
  expect(() => loadConfig({ ...plain, ALLOW_HTTP_HOSTS: 'collector' })).not.toThrow(/OTEL_/);
});
