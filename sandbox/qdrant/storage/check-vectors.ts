import { InputError } from '#errors/errors.ts';
import { isSparse, type SparseVector, type Vector, type VectorStruct } from '../schemas/point.ts';
import { type Collection, unnamedVector } from './collection.ts';

/**
 * The vectors of a point by name, as Qdrant stores them: those compared by cosine are normalised.
 *
 * @throws InputError in Qdrant's words for an unknown name, a wrong kind or a wrong size.
 */
export function checkVectors(collection: Collection, struct: VectorStruct): Map<string, Vector> {
  const named = Array.isArray(struct) ? { [unnamedVector]: struct } : struct;
  return new Map(
    Object.entries(named).map(([name, vector]) => [name, checkVector(collection, name, vector)]),
  );
}

/** The same for one vector, also for that of a query. */
export function checkVector(collection: Collection, name: string, vector: Vector): Vector {
  const params = collection.dense.get(name);
  if (!params && !collection.sparse.has(name)) {
    throw new InputError(`Wrong input: Not existing vector name error: ${name}`);
  }
  if (isSparse(vector) === (params !== undefined)) {
    throw new InputError('Wrong input: Conversion between sparse and regular vectors failed');
  }
  if (isSparse(vector)) return checkSparse(vector);
  if (params && vector.length !== params.size) {
    throw new InputError(
      `Wrong input: Vector dimension error: expected dim: ${params.size}, got ${vector.length}`,
    );
  }
  return params?.distance === 'Cosine' ? normalise(vector) : vector;
}

function checkSparse(vector: SparseVector): SparseVector {
  const problems: string[] = [];
  if (vector.indices.length !== vector.values.length) {
    problems.push('values: must be the same length as indices');
  }
  if (new Set(vector.indices).size !== vector.indices.length) problems.push('indices: must be unique');
  if (problems.length === 0) return vector;
  throw new InputError(`Validation error in JSON body: [${problems.join('; ')}]`, { code: 'unprocessable' });
}

function normalise(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
