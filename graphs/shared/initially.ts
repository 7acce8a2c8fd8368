import { registry } from '@langchain/langgraph/zod';
import type { z } from 'zod';

/**
 * A field of a graph's state with its first value. Zod's own `default` would not do: LangGraph fills it in at
 * each new input too, and so would wipe what earlier turns have left.
 */
export function initially<Schema extends z.ZodType>(
  schema: Schema,
  first: () => NoInfer<z.output<Schema>>,
): Schema {
  registry.add(schema, { default: first });
  return schema;
}
