import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { createCheckpointer } from '#checkpoints/create-checkpointer.ts';
import { configFromEnvironment } from '#config/environment.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { connectGraphDependencies } from '#graphs/shared/connect.ts';
import { createLogger } from '#telemetry/logger.ts';
import { runSync } from './run-sync.ts';
import { formatSyncReport } from './sync-report.ts';

/**
 * `npm run sync [-- --dry-run] [--allow-mass-deletion]`: brings the catalogue up to date through the servers that are running. With
 * REDIS_URL it goes on from its last run; without, it reads everything, and still writes only what changed.
 */
const config = configFromEnvironment();
const logger = createLogger({ service: 'sync', level: 'warn' });
const redis = config.REDIS_URL
  ? connectRedis({ url: config.REDIS_URL, password: config.REDIS_PASSWORD, role: 'sync', logger })
  : undefined;
const dependencies = connectGraphDependencies(config);
try {
  const started = performance.now();
  const graph = compileGraph('catalog-sync', dependencies, createCheckpointer({ redis, logger }));
  const dryRun = process.argv.includes('--dry-run');
  const allowMassDeletion = process.argv.includes('--allow-mass-deletion');
  const { report, resumed } = await runSync(graph, { tenant: config.TENANT, dryRun, allowMassDeletion });
  const seconds = (performance.now() - started) / 1_000;
  process.stdout.write(formatSyncReport(report, { dryRun, resumed, seconds }));
  process.exitCode = report.held_back > 0 ? 1 : 0;
} catch (error) {
  if (describeError(error).code === 'internal_error') logger.error({ err: error }, 'sync failed');
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
} finally {
  await dependencies.toolbox.close();
  if (redis) await closeRedis(redis);
}
