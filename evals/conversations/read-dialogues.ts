import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { type Dialogue, dialogueSchema } from './dialogue.ts';

const folder = new URL('./dialogues/', import.meta.url);

/**
 * Reads `dialogues/*.yaml`, in the order of their names.
 *
 * @throws InputError that names the file which has another form.
 */
export function readDialogues(): Dialogue[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => parseDialogue(file, readFileSync(new URL(file, folder), 'utf8')));
}

/** @throws InputError */
export function parseDialogue(file: string, text: string): Dialogue {
  const parsed = dialogueSchema.safeParse(parse(text));
  if (!parsed.success) throw new InputError(`${file}: ${z.prettifyError(parsed.error)}`);
  return { name: file.replace(/\.yaml$/, ''), ...parsed.data };
}
