import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError, InputError } from '#errors/errors.ts';

const run = promisify(execFile);
const archivePattern = /^mcp-first-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.tar\.gz(\.age|\.gpg)?$/;

/** Who can read an archive: the holder of this age or GPG key. */
export interface Encryption {
  tool: 'age' | 'gpg';
  recipient: string;
}

/** `mcp-first-2026-01-31T03-17-00Z`. */
export function archiveName(created: Date): string {
  return `mcp-first-${created.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** Packs a folder into `<target>/<name>.tar.gz`, encrypted where wanted. Returns its path. */
export async function pack(
  folder: string,
  target: string,
  name: string,
  encryption: Encryption | undefined,
): Promise<string> {
  const packed = join(target, `.${name}.tar.gz`);
  const path = join(target, `${name}.tar.gz${encryption ? `.${encryption.tool}` : ''}`);
  const written = encryption ? `${packed}.${encryption.tool}` : packed;
  try {
    await call('tar', ['-czf', packed, '-C', folder, '.']);
    if (encryption) await encrypt(encryption, packed, written);
    await chmod(written, 0o600);
    await rename(written, path); // under its name only when it is complete
  } finally {
    await Promise.all([rm(packed, { force: true }), rm(written, { force: true })]);
  }
  return path;
}

/** Unpacks an archive into an empty folder. age asks for its key by `identity`, GPG has its own agent. */
export async function unpack(archive: string, folder: string, identity: string | undefined): Promise<void> {
  if (!existsSync(archive)) {
    throw new InputError(`There is no archive ${archive}.`, { fix: 'Name one that `npm run backup` wrote.' });
  }
  let packed = archive;
  if (/\.(age|gpg)$/.test(archive)) {
    packed = join(dirname(folder), basename(archive).replace(/\.(age|gpg)$/, ''));
    const decrypt = archive.endsWith('.age')
      ? call('age', ['--decrypt', ...(identity ? ['-i', identity] : []), '-o', packed, archive])
      : call('gpg', ['--batch', '--yes', '-o', packed, '--decrypt', archive]);
    await decrypt;
  }
  await call('tar', ['-xzf', packed, '-C', folder, '--no-same-owner']);
}

/** Removes the oldest archives of a folder, so that `keep` are left. Returns the names of the removed. */
export async function keepNewest(target: string, keep: number): Promise<string[]> {
  const archives = (await readdir(target)).filter((name) => archivePattern.test(name)).sort();
  const old = archives.slice(0, Math.max(0, archives.length - keep));
  await Promise.all(old.map((name) => rm(join(target, name))));
  return old;
}

/** @throws ConfigError when the folder for archives is not there: a mistyped one must not fill a disk. */
export async function requireFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return resolve(path);
  throw new ConfigError(`There is no folder ${path}.`, { fix: 'Make it, or name another with --to.' });
}

function encrypt({ tool, recipient }: Encryption, from: string, to: string) {
  return tool === 'age'
    ? call('age', ['--encrypt', '-r', recipient, '-o', to, from])
    : call('gpg', [
        '--batch',
        '--yes',
        '--trust-model',
        'always',
        '-r',
        recipient,
        '-o',
        to,
        '--encrypt',
        from,
      ]);
}

async function call(command: string, words: string[]): Promise<void> {
  try {
    await run(command, words, { timeout: 60 * 60_000 });
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigError(missing ? `${command} is not installed.` : `${command} failed.`, {
      fix: missing
        ? `Install ${command}.`
        : String((error as { stderr?: string }).stderr)
            .slice(-500)
            .trim(),
      cause: error,
    });
  }
}
