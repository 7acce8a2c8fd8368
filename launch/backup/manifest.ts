import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';

const partSchema = z.object({
  /** Its file, relative to the manifest. */
  file: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
  bytes: z.int().min(0),
  sha256: z.string().length(64),
  /** Threads, items or points in it, where that says something. */
  count: z.int().min(0).optional(),
});
export type Part = z.infer<typeof partSchema>;

const manifestSchema = z.object({
  format: z.literal('mcp-first-backup/1'),
  /** The release that wrote it. */
  version: z.string(),
  created: z.iso.datetime(),
  parts: z.array(partSchema),
  /** Qdrant's aliases: collection by alias. */
  aliases: z.record(z.string(), z.string()),
  /** What was to be there and is not, with the reason. */
  leftOut: z.array(z.string()),
});
/** What a backup holds, so that it can be checked before anything of it is used. */
export type Manifest = z.infer<typeof manifestSchema>;

const fileName = 'manifest.json';

export async function describePart(folder: string, file: string, count?: number): Promise<Part> {
  const path = join(folder, file);
  const { size } = await stat(path);
  return { file, bytes: size, sha256: await sha256(path), ...(count === undefined ? {} : { count }) };
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, fileName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

/** @throws InputError when a part is missing or is not what was written. */
export async function readManifest(folder: string): Promise<Manifest> {
  const manifest = manifestSchema.safeParse(parseFile(join(folder, fileName)));
  if (!manifest.success) {
    throw new InputError(`There is no backup in ${folder}.`, {
      fix: 'Name an archive that `npm run backup` wrote, or the folder of one that is unpacked.',
      cause: manifest.error,
    });
  }
  for (const part of manifest.data.parts) {
    const found = await sha256(join(folder, part.file)).catch(() => 'missing');
    if (found !== part.sha256) {
      throw new InputError(`The backup is damaged: ${part.file} is not what was written.`, {
        fix: 'Take another copy of this backup, or an older one.',
      });
    }
  }
  return manifest.data;
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // not there or no JSON: the schema refuses it
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
