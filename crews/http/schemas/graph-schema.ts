import { z } from 'zod';
import { type GraphName, graphCatalogue } from '#graphs/catalogue.ts';

const jsonSchema = z.record(z.string(), z.unknown()).describe('A JSON Schema.');

export const graphSchema = z
  .object({
    name: z.string(),
    input: jsonSchema,
    output: jsonSchema,
    context: jsonSchema,
  })
  .meta({ id: 'Graph' });

const shownMessages = z.array(
  z.object({
    id: z.string().optional(),
    role: z.enum(['user', 'assistant', 'tool', 'system']),
    content: z.string(),
  }),
);

interface Described {
  input: z.ZodType;
  state: z.ZodObject;
  context: z.ZodObject;
}

/** A graph with the schemas of what it takes and gives, as its callers see both. */
export function presentGraph(name: GraphName): z.input<typeof graphSchema> {
  const { input, state, context }: Described = graphCatalogue[name];
  const output = 'messages' in state.shape ? state.extend({ messages: shownMessages }) : state;
  return {
    name,
    input: z.toJSONSchema(input, { io: 'input' }),
    output: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
    // The tenant comes from the token.
    context: z.toJSONSchema(context.omit({ tenant: true }), { io: 'input' }),
  };
}
