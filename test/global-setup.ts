import { startTestRedis } from './redis.ts';

/** Before all tests: a real Redis, named to them as `inject('redisUrl')`. */
export default async function setup(project: { provide(key: 'redisUrl', value: string): void }) {
  const redis = await startTestRedis();
  project.provide('redisUrl', redis.url);
  return redis.stop;
}

declare module 'vitest' {
  interface ProvidedContext {
    redisUrl: string;
  }
}
