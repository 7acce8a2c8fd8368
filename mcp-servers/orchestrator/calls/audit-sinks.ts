import type { Redis } from 'ioredis';
import type { Config } from '#config/load-config.ts';
import { type AuditSink, redisSink, streamSink } from './audit.ts';

const streamKey = 'mcp-first:audit';

/** Where the settings want calls recorded. */
export function auditSinks(config: Pick<Config, 'AUDIT' | 'AUDIT_LENGTH'>, redis?: Redis): AuditSink[] {
  const { AUDIT: wanted, AUDIT_LENGTH: length } = config;
  return [
    ...(wanted.includes('stdout') ? [streamSink(process.stdout)] : []),
    ...(wanted.includes('stderr') ? [streamSink(process.stderr)] : []),
    ...(wanted.includes('redis') && redis ? [redisSink(redis, streamKey, length)] : []),
  ];
}
