import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { Config } from '#config/load-config.ts';
import { ConfigError } from '#errors/errors.ts';
import { gatewayFileSchema, type UpstreamEntry } from './gateway-file.ts';
import type { GatewaySettings, UpstreamSettings } from './gateway-settings.ts';
import { readSecret } from './read-secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type GatewayFile = z.infer<typeof gatewayFileSchema>;
type Problems = string[];

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The servers of this project by their variables, and what `orchestrator.yaml` adds; an entry with the name of one
 * of ours replaces it.
 *
 * @param environment where the variables are found that the file refers to.
 * @throws ConfigError with one line for each problem.
 */
export function loadGatewaySettings(config: Config, environment: Environment): GatewaySettings {
  const problems: Problems = [];
  const file = readFile(config.ORCHESTRATOR_FILE, problems);
  const own = ownUpstreams(config).filter(({ name }) => !file.upstreams.some((entry) => entry.name === name));
  const others = file.upstreams.map((entry, index) =>
    upstreamOf(entry, `upstreams.${index} (${entry.name})`, { config, environment, problems }),
  );
  const upstreams = [...own, ...others];
  problems.push(...duplicates('name', upstreams), ...duplicates('prefix', upstreams));
  if (problems.length > 0) {
    throw new ConfigError(
      `${config.ORCHESTRATOR_FILE} is wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`,
      { fix: 'Correct these lines; orchestrator.example.yaml shows every field.' },
    );
  }
  return { upstreams, crews: file.crews };
}

function readFile(path: string, problems: Problems): GatewayFile {
  const nothing: GatewayFile = { upstreams: [], crews: {} };
  if (!existsSync(path)) return nothing;
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    // Only the first line: the rest quotes the file.
    problems.push(`file: ${(error as Error).message.split('\n')[0]}`);
    return nothing;
  }
  const result = gatewayFileSchema.safeParse(content);
  if (result.success) return result.data;
  problems.push(
    ...result.error.issues.map(({ path: place, message }) => `${place.join('.') || 'file'}: ${message}`),
  );
  return nothing;
}

function ownUpstreams(config: Config): UpstreamSettings[] {
  const servers: [string, string, string][] = [
    ['mcp-odoo', 'odoo', config.MCP_ODOO_URL],
    ['mcp-qdrant', 'qdrant', config.MCP_QDRANT_URL],
    ['mcp-chatwoot', 'chatwoot', config.MCP_CHATWOOT_URL],
  ];
  return servers.map(([name, prefix, url]) => ({
    name,
    prefix,
    target: { kind: 'http', url, mint: true, headers: {} },
    tools: ['*'],
    timeoutMs: 60_000,
    trust: 'open',
  }));
}

function upstreamOf(
  entry: UpstreamEntry,
  place: string,
  { config, environment, problems }: { config: Config; environment: Environment; problems: Problems },
): UpstreamSettings {
  const secret = (reference: Parameters<typeof readSecret>[0], field: string) =>
    readSecret(reference, environment, (problem) => problems.push(`${place}.${field}: ${problem}`));
  const { name, prefix, tools, trust, url, command, credentials } = entry;
  const common = { name, prefix, tools, trust, timeoutMs: entry.timeout_seconds * 1_000 };

  if (url !== undefined) {
    if (isUnprotected(url, config)) {
      problems.push(`${place}.url: must be https:// in production, or its host one of ALLOW_HTTP_HOSTS`);
    }
    const headers: Record<string, string> = {};
    if (credentials && 'bearer' in credentials) {
      headers.authorization = `Bearer ${secret(credentials.bearer, 'credentials.bearer')}`;
    } else if (credentials) {
      headers[credentials.header.toLowerCase()] = secret(credentials.value, 'credentials.value');
    }
    return { ...common, target: { kind: 'http', url, mint: entry.mint, headers } };
  }
  const env = Object.fromEntries(
    Object.entries(entry.env).map(([variable, reference]) => [
      variable,
      secret(reference, `env.${variable}`),
    ]),
  );
  return { ...common, target: { kind: 'process', command: command ?? '', args: entry.args, env } };
}

/** Credentials and tokens would travel unprotected. */
function isUnprotected(address: string, { ENVIRONMENT, ALLOW_HTTP_HOSTS }: Config): boolean {
  const { protocol, hostname } = new URL(address);
  if (ENVIRONMENT !== 'production' || protocol === 'https:') return false;
  return !loopback.test(hostname) && !ALLOW_HTTP_HOSTS.includes(hostname);
}

function duplicates(field: 'name' | 'prefix', upstreams: readonly UpstreamSettings[]): Problems {
  return upstreams
    .filter((each, index) => upstreams.findIndex((other) => other[field] === each[field]) < index)
    .map((each) => `upstreams (${each.name}): another upstream has the ${field} "${each[field]}" already`);
}
