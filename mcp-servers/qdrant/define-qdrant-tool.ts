import { z } from 'zod';
import { toolDefiner } from '../kit/define-tool.ts';
import type { QdrantServices } from './services.ts';

/** Declares a tool of mcp-qdrant. The tenant is never an argument: it is that of the caller's token. */
export const defineQdrantTool = toolDefiner<QdrantServices>();

/** Annotations of a tool that only looks things up. */
export const readsQdrant = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

export const collectionNames = ['products', 'knowledge'] as const;

/** The argument that names a collection. */
export const collectionArgument = z
  .enum(collectionNames)
  .describe('`products` is the catalogue, `knowledge` the rules and answers of the company.');

/** The argument that a search is made with. */
export const queryArgument = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe(
    'What is looked for, in the words of the customer; typing errors and missing accents do no harm.',
  );
