import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { countTokens, demoModel } from './chat-completion.ts';
import { embedText } from './embed-text.ts';

const defaultDimensions = 256;
const maximumDimensions = 1_536;

const requestSchema = z.looseObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2_048)]),
  dimensions: z.int().min(1).max(maximumDimensions).default(defaultDimensions),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

/**
 * The answer of `POST /v1/embeddings`.
 *
 * @throws InputError for what OpenAI answers with 400.
 */
export function embed(body: unknown): object {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success)
    throw new InputError(`'$.${parsed.error.issues[0]?.path.join('.')}' is invalid.`, {
      code: 'invalid_value',
    });
  const { input, dimensions, encoding_format: format } = parsed.data;
  const texts = typeof input === 'string' ? [input] : input;
  const tokens = countTokens(texts.join(' '));
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = embedText(text, dimensions);
      return { object: 'embedding', index, embedding: format === 'base64' ? toBase64(vector) : vector };
    }),
    model: demoModel,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** 32-bit floats, least significant byte first: the form that OpenAI's own clients ask for. */
function toBase64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}
