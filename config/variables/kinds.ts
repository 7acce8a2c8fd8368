import { z } from 'zod';

export const secret = () => z.string().min(1).meta({ secret: true });
export const signingSecret = () =>
  z
    .string()
    .min(32, { error: 'at least 32 characters, for example from `openssl rand -hex 32`' })
    .meta({ secret: true });
export const port = (number: number) => z.coerce.number().int().min(0).max(65_535).default(number);
export const httpUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
    .transform((url) => url.replace(/\/+$/, ''));
export const seconds = (number: number) => z.coerce.number().int().min(1).max(3_600).default(number);
export const onOff = (value: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(value)
    .transform((text) => text === 'true');

/** Items separated by commas, each of which must fit `pattern`. */
export const list = (value = '', pattern = /./, expected = 'a list separated by commas') =>
  z
    .string()
    .default(value)
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((items) => items.every((item) => pattern.test(item)), { error: expected });
