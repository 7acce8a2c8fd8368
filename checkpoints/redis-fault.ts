import { CheckpointError } from './checkpoint-error.ts';

interface Fault {
  code: string;
  message: string;
  retryable: boolean;
  /** For a write; a read never writes. */
  written: 'no' | 'maybe';
  fix: string;
}

const unavailable = { retryable: true, written: 'no' } as const;
const refused = { retryable: false, written: 'no' } as const;

/** What Redis says at the start of an error. Our scripts meet a server's refusal at their first write. */
const replies: Record<string, Fault> = {
  LOADING: { code: 'loading', message: 'Redis is loading its data', ...unavailable, fix: 'Wait and repeat.' },
  BUSY: {
    code: 'busy',
    message: 'Redis is busy with a long script',
    ...unavailable,
    fix: 'Wait and repeat.',
  },
  READONLY: {
    code: 'read_only',
    message: 'This Redis is a replica and takes no writes',
    ...unavailable,
    fix: 'Connect through Sentinel or Cluster, and let ioredis reconnect with reconnectOnError on READONLY.',
  },
  MASTERDOWN: { code: 'failover', message: 'The master is down', ...unavailable, fix: 'Wait and repeat.' },
  CLUSTERDOWN: { code: 'failover', message: 'The cluster is down', ...unavailable, fix: 'Wait and repeat.' },
  TRYAGAIN: { code: 'failover', message: 'The slot is being moved', ...unavailable, fix: 'Wait and repeat.' },
  NOREPLICAS: {
    code: 'no_replicas',
    message: 'Too few replicas are connected',
    ...unavailable,
    fix: 'Bring the replicas back, or lower min-replicas-to-write.',
  },
  MISCONF: {
    code: 'not_persisting',
    message: 'Redis takes no writes because it cannot save to disk',
    ...unavailable,
    fix: "Free the server's disk.",
  },
  OOM: {
    code: 'out_of_memory',
    message: 'Redis is out of memory',
    ...refused,
    fix: 'Raise maxmemory, set an expiry, or prune threads.',
  },
  NOAUTH: { code: 'access_denied', message: 'Redis wants a password', ...refused, fix: 'Set the password.' },
  WRONGPASS: {
    code: 'access_denied',
    message: 'Redis rejects the user or password',
    ...refused,
    fix: 'Set the password.',
  },
  NOPERM: {
    code: 'access_denied',
    message: 'The Redis user may not run a command or touch a key',
    retryable: false,
    written: 'maybe',
    fix: 'Give the user the permissions that the README of the checkpoints lists.',
  },
  WRONGTYPE: {
    code: 'foreign_key',
    message: "One of the saver's keys holds something else",
    retryable: false,
    written: 'maybe',
    fix: 'Give the saver a prefix of its own.',
  },
};

const killed: Fault = {
  code: 'script_killed',
  message: 'The script was killed before it wrote anything',
  ...unavailable,
  fix: 'Repeat it; raise busy-reply-threshold when threads are that large.',
};
const timedOut: Fault = {
  code: 'timeout',
  message: 'Redis did not answer in time',
  retryable: true,
  written: 'maybe',
  fix: 'Repeat it: every operation may be repeated without harm.',
};
const connectionLost: Fault = {
  code: 'connection_lost',
  message: 'The connection to Redis was lost',
  retryable: true,
  written: 'maybe',
  fix: 'Repeat it: every operation may be repeated without harm.',
};
const notConnected: Fault = { ...connectionLost, code: 'not_connected', written: 'no' };
const other: Fault = {
  code: 'redis_error',
  message: 'Redis answered with an error',
  retryable: false,
  written: 'maybe',
  fix: 'Look at the cause.',
};

/** Says what an error of ioredis or Redis means for the data. */
export function translateFault(error: unknown, kind: 'read' | 'write'): CheckpointError {
  if (error instanceof CheckpointError) return error;
  const { message, written, ...details } = faultOf(error);
  return new CheckpointError(message, {
    ...details,
    written: kind === 'read' ? 'no' : written,
    cause: error,
  });
}

function faultOf(error: unknown): Fault {
  const text = error instanceof Error ? error.message : String(error);
  if (/killed by user/i.test(text)) return killed;
  // Before Redis 7 a script's error has the reply inside: "ERR Error running script …: -OOM command …".
  const reply = (/^ERR Error running script.*?-([A-Z]+) /.exec(text) ?? /^([A-Z]+)/.exec(text))?.[1];
  if (error instanceof Error && error.name === 'ReplyError') return (reply && replies[reply]) || other;
  if (/timed out/i.test(text)) return timedOut;
  if (/isn't writeable/i.test(text)) return notConnected;
  return connectionLost;
}
