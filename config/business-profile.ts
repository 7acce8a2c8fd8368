import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigError } from '#errors/errors.ts';
import { type BusinessProfile, businessProfileSchema } from './business-schema.ts';

const example = new URL('../business.example.yaml', import.meta.url);

/**
 * Reads the business profile; where the file is missing, the example that comes with the project.
 *
 * @throws ConfigError with one line for each problem.
 */
export function loadBusinessProfile(path: string): BusinessProfile {
  const source = existsSync(path) ? path : example;
  let content: unknown;
  try {
    content = parse(readFileSync(source, 'utf8'));
  } catch (error) {
    throw new ConfigError(`The business profile ${path} cannot be read.`, {
      fix: 'Make it a YAML file as business.example.yaml is.',
      cause: error,
    });
  }
  const result = businessProfileSchema.safeParse(content);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `  ${issue.path.join('.') || 'file'}: ${issue.message}`,
  );
  throw new ConfigError(`The business profile ${path} is wrong:\n${problems.join('\n')}`, {
    fix: 'business.example.yaml shows every field.',
  });
}
