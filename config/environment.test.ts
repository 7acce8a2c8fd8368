import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configFromEnvironment, environmentVariables } from './environment.ts';

let before: NodeJS.ProcessEnv;
beforeEach(() => {
  before = { ...process.env };
});
afterEach(() => {
  process.env = before;
});

test('the variables are a copy: whoever changes them changes nothing else', () => {
  environmentVariables().LOG_LEVEL = 'silent';
  expect(process.env.LOG_LEVEL).toBe(before.LOG_LEVEL);
});

describe('what libraries read by themselves', () => {
  test.each(['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_TRACING'])(
    '%s does not send to LangSmith what nobody asked for here',
    (name) => {
      process.env[name] = 'true';
      environmentVariables();
      expect(process.env).not.toHaveProperty(name);
      expect(configFromEnvironment().LANGSMITH_TRACING).toBe(false);
      expect(process.env.LANGSMITH_TRACING).toBe('false');
    },
  );

  test('LangSmith’s key can come from a file, and its inputs and outputs are hidden whatever is set', () => {
    const folder = mkdtempSync(join(tmpdir(), 'environment-test-'));
    const path = join(folder, 'langsmith_api_key');
    writeFileSync(path, 'lsv2-key\n');
    Object.assign(process.env, {
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY_FILE: path,
      LANGSMITH_HIDE_INPUTS: 'false',
    });
    configFromEnvironment();
    expect(configFromEnvironment().LANGSMITH_API_KEY).toBe('lsv2-key'); // also when it is read again
    rmSync(folder, { recursive: true });
    expect(process.env).toMatchObject({
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'lsv2-key',
      LANGSMITH_ENDPOINT: 'https://api.smith.langchain.com',
      LANGSMITH_PROJECT: 'mcp-first',
      LANGSMITH_HIDE_INPUTS: 'true',
      LANGSMITH_HIDE_OUTPUTS: 'true',
    });
  });

  test('the headers of one destination of traces are not there for the others', () => {
    process.env.OTEL_EXPORTER_OTLP_HEADERS = 'x-key=secret';
    process.env.OTEL_EXPORTER_OTLP_TRACES_HEADERS = 'x-key=secret';
    expect(configFromEnvironment().OTEL_EXPORTER_OTLP_HEADERS).toBe('x-key=secret');
    expect(process.env).not.toHaveProperty('OTEL_EXPORTER_OTLP_HEADERS');
    expect(process.env).not.toHaveProperty('OTEL_EXPORTER_OTLP_TRACES_HEADERS');
  });
});
