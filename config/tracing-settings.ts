import type { Config } from './load-config.ts';

/** Where the settings want traces to go, and how many of them; nowhere by default. */
export function tracingSettings(config: Config) {
  return {
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
    destinations: [...collector(config), ...langfuse(config)],
  };
}

function collector({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: headers = '' }: Config) {
  return url ? [{ name: 'collector', url: `${url}/v1/traces`, headers: parseHeaders(headers) }] : [];
}

/** Langfuse takes OTLP itself; its keys are user and password. */
function langfuse(config: Config) {
  const { LANGFUSE_PUBLIC_KEY: user, LANGFUSE_SECRET_KEY: password, LANGFUSE_BASE_URL: url } = config;
  if (!user || !password) return [];
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}` };
  return [{ name: 'langfuse', url: `${url}/api/public/otel/v1/traces`, headers }];
}

/** `name=value,…`, with values that may be percent-encoded, as OpenTelemetry specifies the variable. */
function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim().toLowerCase(), decoded(pair.slice(at + 1).trim())];
    }),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a lone % is itself
  }
}
