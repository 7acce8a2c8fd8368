import { parseArgs } from 'node:util';
import { closeRedis, connectRedis } from '#adapters/redis/connect-redis.ts';
import { createCheckpointer } from '#checkpoints/create-checkpointer.ts';
import { configFromEnvironment, environmentVariables } from '#config/environment.ts';
import { openTenants } from '#config/tenants/open-tenants.ts';
import { describeError, errorText } from '#errors/describe-error.ts';
import { type CompiledGraph, compileGraph } from '#graphs/catalogue.ts';
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
const logger = createLogger({ service: 'sync', level: 'warn' });
await syncTenants().catch((error: unknown) => tell(error));

async function syncTenants(): Promise<void> {
  const config = configFromEnvironment();
  const tenants = openTenants({ config, environment: environmentVariables(), parts: [] });
  const names = options.tenant === undefined ? tenants.names() : [options.tenant];
  const redis = config.REDIS_URL
    ? connectRedis({ url: config.REDIS_URL, password: config.REDIS_PASSWORD, role: 'sync', logger })
    : undefined;
  const dependencies = connectGraphDependencies(config);
  const graph = compileGraph('catalog-sync', dependencies, createCheckpointer({ redis, logger }));
  // One after the other, so that a company's trouble holds nobody else up.
  for (const tenant of names) {
    const of = names.length > 1 ? `${tenant}: ` : '';
    try {
      tenants.configOf(tenant); // one that is not configured is refused before anybody is asked
      process.stdout.write(of + (await syncTenant(graph, tenant)));
    } catch (error) {
      tell(error, of);
    }
  }
  tenants.close();
  await dependencies.toolbox.close();
  if (redis) await closeRedis(redis);
}

/** The report for the terminal. */
async function syncTenant(graph: CompiledGraph, tenant: string): Promise<string> {
  const started = performance.now();
  const dryRun = options['dry-run'];
  const allowMassDeletion = options['allow-mass-deletion'];
  const { report, resumed } = await runSync(graph, { tenant, dryRun, allowMassDeletion });
  if (report.held_back > 0) process.exitCode = 1;
  return formatSyncReport(report, { dryRun, resumed, seconds: (performance.now() - started) / 1_000 });
}

function tell(error: unknown, of = ''): void {
  if (describeError(error).code === 'internal_error') logger.error({ err: error }, 'sync failed');
  process.stderr.write(`${of}${errorText(error)}\n`);
  process.exitCode = 1;
}
