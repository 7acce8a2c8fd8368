import { configFromEnvironment } from '#config/environment.ts';
import { requiresTokens } from '#config/rules.ts';
import { watchTenants } from '#config/tenants/watch-tenants.ts';
import { tracingSettings } from '#config/tracing-settings.ts';
import { runProcess } from '#service/run-process.ts';
import { createLogger } from '#telemetry/logger.ts';
import { withTracing } from '#telemetry/tracing/start-tracing.ts';
import { crewsTenantParts, startCrews } from './start-crews.ts';

await runProcess(async () => {
  const config = configFromEnvironment();
  const logger = createLogger({ service: 'crews', level: config.LOG_LEVEL });
  if (!requiresTokens(config)) {
    logger.warn('no key for tokens is set (JWT_SECRET): auth is off, callers need no token');
  }
  const tenants = watchTenants(config, crewsTenantParts, logger);
  return withTracing({ ...tracingSettings(config), service: 'crews', logger }, () =>
    startCrews({ config, tenants, logger, port: config.PORT_CREWS }),
  );
});
