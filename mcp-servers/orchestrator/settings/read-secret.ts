import { readFileSync } from 'node:fs';
import type { SecretReference } from './gateway-file.ts';

/**
 * The secret that a reference stands for.
 *
 * @param onProblem told what is missing, never what was found; the answer is then empty.
 */
export function readSecret(
  reference: SecretReference,
  environment: Readonly<Record<string, string | undefined>>,
  onProblem: (problem: string) => void,
): string {
  if ('variable' in reference) {
    const value = environment[reference.variable];
    if (!value) onProblem(`the variable ${reference.variable} is not set`);
    return value ?? '';
  }
  try {
    const value = readFileSync(reference.file, 'utf8').trim();
    if (!value) onProblem(`the file ${reference.file} is empty`);
    return value;
  } catch (error) {
    onProblem(`the file ${reference.file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return '';
  }
}
