import type { Redis } from 'ioredis';
import type { Principal } from '#identity/principal.ts';
import { hashOf } from '../catalogue/canonical-json.ts';
import { cleanText } from '../catalogue/clean-text.ts';

/** One tool call, as it is recorded. */
export interface AuditedCall {
  principal: Principal;
  /** The name that was called, whether there is such a tool or not. */
  tool: string;
  arguments: Record<string, unknown>;
  /** `ok`, `tool_error`, or the code of the error. */
  outcome: string;
  milliseconds: number;
}

/** Who called what, for whom, and what came of it; never arguments, results or tokens. */
export type Audit = (call: AuditedCall) => void;

/** Takes one line of JSON, without its end. */
export type AuditSink = (line: string) => void;

const longestName = 64;

/** Arguments are told by their hash: it shows that two calls were the same, and what was asked to whoever knows it. */
export function audit(sinks: readonly AuditSink[]): Audit {
  if (sinks.length === 0) return () => undefined;
  return ({ principal, tool, arguments: args, outcome, milliseconds }) => {
    const line = JSON.stringify({
      time: new Date().toISOString(),
      principal: principal.subject,
      tenant: principal.tenant,
      customer: principal.customer?.partner ?? null,
      contact: principal.customer?.contact ?? null,
      tool: cleanText(tool).slice(0, longestName),
      arguments: `sha256:${hashOf(args)}`,
      outcome,
      ms: Math.round(milliseconds * 10) / 10,
    });
    for (const sink of sinks) sink(line);
  };
}

/** Lines to a stream of this process. */
export function streamSink(stream: Pick<NodeJS.WriteStream, 'write'>): AuditSink {
  return (line) => void stream.write(`${line}\n`);
}

/** A stream in Redis that keeps about so many records, the newest. */
export function redisSink(redis: Redis, key: string, length: number): AuditSink {
  return (line) => {
    // That Redis is away is logged by its connection; the other sinks have the line.
    redis.xadd(key, 'MAXLEN', '~', length, '*', 'call', line).catch(() => undefined);
  };
}
