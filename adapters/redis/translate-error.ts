import { ProjectError, UpstreamError } from '#errors/errors.ts';

/** Anything that a Redis command failed with, as this project's error; the original is its `cause`. */
export function translateRedisError(error: unknown): ProjectError {
  if (error instanceof ProjectError) return error;
  return new UpstreamError('Redis is not available.', {
    code: 'redis_unavailable',
    fix: 'Check that Redis runs and that REDIS_URL and REDIS_PASSWORD are right; try again in a moment.',
    cause: error,
  });
}
