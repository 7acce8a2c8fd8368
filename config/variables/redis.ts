import { z } from 'zod';
import { secret } from './kinds.ts';

export const redisVariables = {
  REDIS_URL: z
    .url({ protocol: /^rediss?(\+sentinel)?$/, error: 'a redis:// or rediss:// address, or one of Sentinel' })
    .refine((url) => !url.includes('+sentinel:') || /^[^?]+:\/\/[^/?]+\/[^/?]+/.test(url), {
      error: 'an address of Sentinel that names the master: redis+sentinel://host:26379/mymaster',
    })
    .optional()
    .describe(
      'Address of Redis 6.2 or later, or of its Sentinel (redis+sentinel://host:26379/mymaster?sentinels=host:26379,host:26379); without it state is kept in memory.',
    ),
  REDIS_PASSWORD: secret().optional().describe('Password of Redis, when the address does not hold it.'),
  STATE_EXPIRY_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe('Days after its last write in which a thread is kept; for ever without it.'),
  STATE_ENCRYPTION_KEYS: secret()
    .optional()
    .describe('Keys that encrypt threads and memory in Redis: id:base64 of 32 bytes, the active one first.'),
};
