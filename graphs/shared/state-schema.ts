import { MessagesValue, StateSchema } from '@langchain/langgraph';
import { registry } from '@langchain/langgraph/zod';
import type { z } from 'zod';

/**
 * A graph's state for LangGraph to run with. Given the Zod object itself, it would make another one anew at each step, only
 * to check what the node returned; a StateSchema checks each field by the field's own schema.
 */
export function stateSchema<Shape extends Record<string, z.ZodType>>(
  state: z.ZodObject<Shape>,
): StateSchema<Shape> {
  const fields = Object.entries(state.shape).map(([name, field]) => {
    const meta = registry.get(field);
    if (meta?.reducer) return [name, MessagesValue]; // the only field that is added to
    return [name, meta?.default ? field.default(meta.default()) : field];
  });
  return new StateSchema(Object.fromEntries(fields) as Shape);
}
