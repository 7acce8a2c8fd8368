import type { Payload, Vector } from '../schemas/point.ts';
import type { PayloadSelector, VectorSelector } from '../schemas/query.ts';
import { type StoredPoint, unnamedVector } from '../storage/collection.ts';

/** What an answer shows of a point beside its id. */
export interface Selection {
  with_payload?: PayloadSelector | null | undefined;
  with_vector?: VectorSelector | null | undefined;
}

/** The selected part of the payload and of the vectors; neither key where nothing of it was asked for. */
export function selectFields(
  point: StoredPoint,
  { with_payload, with_vector }: Selection,
  payloadByDefault: boolean,
): { payload?: Payload; vector?: Vector | Record<string, Vector> } {
  const payload = selectPayload(point.payload, with_payload ?? payloadByDefault);
  const vector = selectVectors(point.vectors, with_vector ?? false);
  return { ...(payload ? { payload } : {}), ...(vector ? { vector } : {}) };
}

function selectPayload(payload: Payload, selector: PayloadSelector): Payload | undefined {
  if (typeof selector === 'boolean') return selector ? payload : undefined;
  if ('exclude' in selector) {
    return Object.fromEntries(Object.entries(payload).filter(([key]) => !selector.exclude.includes(key)));
  }
  const keys = Array.isArray(selector) ? selector : selector.include;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => keys.includes(key)));
}

function selectVectors(
  vectors: Map<string, Vector>,
  selector: VectorSelector,
): Vector | Record<string, Vector> | undefined {
  if (selector === false) return undefined;
  const unnamed = vectors.get(unnamedVector);
  if (unnamed) return unnamed;
  const chosen = [...vectors].filter(([name]) => selector === true || selector.includes(name));
  return Object.fromEntries(chosen);
}
