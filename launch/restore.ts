import { parseArgs } from 'node:util';
import { configFromEnvironment } from '#config/environment.ts';
import { errorText } from '#errors/describe-error.ts';
import { createLogger } from '#telemetry/logger.ts';
import { restoreBackup } from './backup/restore-backup.ts';

const usage = `npm run restore -- --from <archive> [--identity <age key file>] [--files-to <folder>]
Brings threads and memory back into REDIS_URL, collections into QDRANT_URL. Threads that exist stay as they are.
--files-to also unpacks the RDB file (the whole of Redis, for one that is down) and the configuration files.
`;

/** `npm run restore`: see `--help`. */
try {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      identity: { type: 'string' },
      'files-to': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.from) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    const restored = await restoreBackup({
      config: configFromEnvironment(),
      logger: createLogger({ service: 'restore', level: 'warn' }),
      from: values.from,
      identity: values.identity,
      filesTo: values['files-to'],
    });
    const { threads, memoryItems, collections, manifest } = restored;
    process.stdout.write(
      `From ${manifest.created}, written by release ${manifest.version}:\n` +
        `  ${threads.restored} threads restored, ${threads.existing} were there already\n` +
        `  ${memoryItems} items of memory\n` +
        `  ${collections.length} collections: ${collections.join(', ') || 'none'}\n`,
    );
  }
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
