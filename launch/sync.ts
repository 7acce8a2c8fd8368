import { parseArgs } from 'node:util';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { createCheckpointer } from '#checkpoints/create-checkpointer.ts';
import { configFromEnvironment, environmentVariables } from '#config/environment.ts';
import { openTenants } from '#config/tenants/open-tenants.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import { compileGraph } from '#graphs/catalogue.ts';
import { connectGraphDependencies } from '#graphs/shared/connect.ts';
import { createLogger } from '#telemetry/logger.ts';
import { runSync } from './run-sync.ts';
import { formatSyncReport } from './sync-report.ts';

/**
 * `npm run sync [-- --dry-run] [--allow-mass-deletion] [--tenant NAME]`: brings the catalogue of every tenant, or of the
 * one that is named, up to date through the servers that are running. With REDIS_URL it goes on from its last run;
 * without, it reads everything, and still writes only what changed.
 */
const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    'allow-mass-deletion': { type: 'boolean', default: false },
    tenant: { type: 'string' },
  },
});
const config = configFromEnvironment();
const logger = createLogger({ service: 'sync', level: 'warn' });
const tenants = openTenants({ config, environment: environmentVariables(), parts: [] });
const names = options.tenant === undefined ? tenants.names() : [options.tenant];
const redis = config.REDIS_URL
  ? connectRedis({ url: config.REDIS_URL, password: config.REDIS_PASSWORD, role: 'sync', logger })
  : undefined;
const dependencies = connectGraphDependencies(config);
const graph = compileGraph('catalog-sync', dependencies, createCheckpointer({ redis, logger }));
// One after the other: a company's trouble holds nobody else up, and its Odoo is asked by one sync at a time.
for (const name of names) await syncTenant(name);
tenants.close();
await dependencies.toolbox.close();
if (redis) await closeRedis(redis);

async function syncTenant(tenant: string): Promise<void> {
  const of = names.length > 1 ? `${tenant}: ` : '';
  try {
    tenants.configOf(tenant); // one that is not configured is refused before anybody is asked
    const started = performance.now();
    const dryRun = options['dry-run'];
    const allowMassDeletion = options['allow-mass-deletion'];
    const { report, resumed } = await runSync(graph, { tenant, dryRun, allowMassDeletion });
    const seconds = (performance.now() - started) / 1_000;
    process.stdout.write(of + formatSyncReport(report, { dryRun, resumed, seconds }));
    if (report.held_back > 0) process.exitCode = 1;
  } catch (error) {
    if (describeError(error).code === 'internal_error') logger.error({ err: error, tenant }, 'sync failed');
    process.stderr.write(`${of}${errorText(error)}\n`);
    process.exitCode = 1;
  }
}
