import type { z } from 'zod';
import type { Payload } from '../schemas/point.ts';

export type Json = z.infer<ReturnType<typeof z.json>>;

/**
 * The values of a payload key: `price`, `maker.name`, `tags[]`. A list stands for its elements, as it does in
 * every condition; a missing key has no value.
 */
export function payloadValues(payload: Payload, key: string): Json[] {
  let values: Json[] = [payload];
  for (const part of key.replaceAll('[]', '').split('.')) {
    values = values.flatMap((value) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
      const inner = value[part];
      return Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
    });
  }
  return values;
}
