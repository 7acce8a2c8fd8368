import { parseArgs } from 'node:util';
import { configFromEnvironment } from '#config/environment.ts';
import { errorText } from '#errors/describe-error.ts';
import { InputError } from '#errors/errors.ts';
import { createLogger } from '#telemetry/logger.ts';
import { describeBackup, makeBackup, type PartName, partNames } from './backup/make-backup.ts';

const usage = `npm run backup -- --to <folder> [--keep <archives>] [--without redis,threads,qdrant,configuration]
                [--age <recipient> | --gpg <recipient>]
Writes one archive into the folder and keeps the newest ones (14 unless told).
`;

/** `npm run backup`: see `--help`. */
try {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      keep: { type: 'string', default: '14' },
      without: { type: 'string', default: '' },
      age: { type: 'string' },
      gpg: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.to) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
  } else {
    const recipient = values.age ?? values.gpg;
    const encryption = recipient && { tool: values.age ? ('age' as const) : ('gpg' as const), recipient };
    const config = configFromEnvironment();
    const backup = await makeBackup({
      config,
      logger: createLogger({ service: 'backup', level: 'warn' }),
      to: values.to,
      keep: positive(values.keep),
      without: partsOf(values.without),
      encryption: encryption || undefined,
    });
    process.stdout.write(describeBackup(backup, Boolean(encryption)));
  }
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InputError(`--keep is "${text}".`, { fix: 'Give a number of archives, 1 or more.' });
}

function partsOf(text: string): PartName[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((name) => {
      const part = partNames.find((each) => each === name.trim());
      if (part) return part;
      throw new InputError(`--without names "${name}".`, { fix: `The parts are ${partNames.join(', ')}.` });
    });
}
