import type { z } from 'zod';
import { UpstreamError } from '#errors/errors.ts';

/** Checks what was stored. @throws UpstreamError for points that this version cannot read. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UpstreamError('Qdrant holds points that this version cannot read.', {
    code: 'qdrant_unreadable',
    retryable: false,
    fix: 'The operator has to index the documents again.',
    cause: parsed.error,
  });
}
