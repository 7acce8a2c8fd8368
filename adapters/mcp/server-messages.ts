import { z } from 'zod';
import type { LinkCaller } from './link.ts';

/** An answer as JSON-RPC gives it; a server that could not even read the request's id answers with none. */
const responseSchema = z.union([
  z.object({ id: z.number(), result: z.looseObject({}) }),
  z.object({
    id: z.number().nullish(),
    error: z.object({ code: z.number(), message: z.string() }),
  }),
]);

/** What a server sent in answer to one request. */
export type RpcResponse = z.infer<typeof responseSchema>;

const spokenSchema = z.object({
  method: z.string(),
  id: z.union([z.number(), z.string()]).optional(),
  params: z.record(z.string(), z.unknown()).default({}),
});

const progressSchema = z.object({
  progressToken: z.union([z.number(), z.string()]),
  progress: z.number(),
  total: z.number().optional(),
  message: z.string().optional(),
});

/** Undefined for anything but the answer to the request with this id. */
export function responseTo(id: number, message: unknown): RpcResponse | undefined {
  const { success, data } = responseSchema.safeParse(message);
  return success && (data.id === id || (data.id ?? undefined) === undefined) ? data : undefined;
}

/**
 * Takes what a server says before its answer to the caller. What has no known form is dropped: a server has no
 * right to be heard.
 *
 * @param reply sends the answer to a question of the server.
 */
export function hear(
  message: unknown,
  { id, caller, reply }: { id: number; caller: LinkCaller; reply: (answer: object) => void },
): void {
  const { success, data: spoken } = spokenSchema.safeParse(message);
  if (!success) return;
  if (spoken.id !== undefined) {
    const question = { jsonrpc: '2.0', id: spoken.id };
    caller.onQuestion(spoken.method, spoken.params).then(
      (result) => reply({ ...question, result }),
      () => reply({ ...question, error: { code: -32_601, message: 'The caller does not answer this.' } }),
    );
  } else if (spoken.method !== 'notifications/progress') {
    caller.onNotification(spoken.method, spoken.params);
  } else {
    const progress = progressSchema.safeParse(spoken.params);
    if (!progress.success || progress.data.progressToken !== id) return;
    const { progressToken: _, ...rest } = progress.data;
    caller.onProgress(rest);
  }
}
