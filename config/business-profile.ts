import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#errors/errors.ts';

/** What the crews must know of the company they speak for. */
const businessProfileSchema = z.strictObject({
  name: z.string().min(1).max(80).describe('The name that customers know.'),
  about: z.string().min(1).max(500).describe('What it sells, in a sentence.'),
  tone: z.string().min(1).max(200).describe('How the crews speak.'),
  language: z.string().default('pt-BR').describe('The language of answers where the customer has no other.'),
  hours: z.string().min(1).max(200).describe('When people are there, as told to customers.'),
  limits: z.strictObject({
    max_lines: z.int().min(1).max(50).default(20).describe('Most different products in one order.'),
    max_quantity: z.number().positive().max(10_000).default(1_000).describe('Most pieces of one product.'),
  }),
});

export type BusinessProfile = z.infer<typeof businessProfileSchema>;

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
