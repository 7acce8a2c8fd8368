import { runProcess } from '#service/run-process.ts';
import { serveReplica } from './redis-replica.ts';

/** A replica as a process of its own: `node replica-process.ts <Redis> <name> <lease in ms>`; prints its address. */
const [redisUrl = '', name = '', leaseMs = '15000'] = process.argv.slice(2);

await runProcess(async () => {
  const replica = await serveReplica({ redisUrl, name, leaseMs: Number(leaseMs) });
  process.stdout.write(`${replica.url}\n`);
  return replica;
});
