import { ConfigError } from '#errors/errors.ts';

/** What a million tokens cost. */
export interface ModelPrice {
  input: number;
  output: number;
}

/**
 * Reads `model:input:output` entries, prices for a million tokens in the one currency that the ceilings are in.
 *
 * @throws ConfigError for an entry that has another form.
 */
export function parseModelPrices(entries: readonly string[]): Map<string, ModelPrice> {
  return new Map(
    entries.map((entry) => {
      const [, model = '', input, output] = /^(.+):(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(entry) ?? [];
      if (model) return [model, { input: Number(input), output: Number(output) }];
      throw new ConfigError(`OPENAI_PRICES has an entry "${entry.slice(0, 60)}".`, {
        fix: 'Write each as model:input:output, prices for a million tokens, such as gpt-4.1-mini:0.4:1.6.',
      });
    }),
  );
}
