import { environmentVariables } from '../environment.ts';
import type { Config } from '../load-config.ts';
import { openTenants } from './open-tenants.ts';
import type { TenantPartName } from './tenant-parts.ts';
import type { Tenants } from './tenants.ts';

interface TellingLogger {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The tenants of this process, whose changes are logged. */
export function watchTenants(
  config: Config,
  parts: readonly TenantPartName[],
  logger: TellingLogger,
  environment = environmentVariables(),
): Tenants {
  return openTenants({
    config,
    environment,
    parts,
    onReload: (reload) =>
      'problem' in reload
        ? logger.error({ problem: reload.problem }, 'the new tenants cannot be used, the old ones stay')
        : logger.info({ changed: reload.changed.length }, 'the tenants were read again'),
  });
}
