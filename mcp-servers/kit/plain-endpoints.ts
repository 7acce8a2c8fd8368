import { Router } from 'express';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { principalOf } from '#service/authenticate.ts';
import type { Provider } from './provider.ts';
import { traceRequest } from './trace-request.ts';

const callSchema = z.strictObject({
  name: z.string().min(1),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

/** The tools as plain JSON over HTTP, for a person with curl: `POST /tools/list` and `POST /tools/call`. */
export function plainEndpoints(provider: Provider): Router {
  const router = Router();

  router.post('/tools/list', async (_request, response) => {
    response.json({ tools: await provider.listTools(principalOf(response)) });
  });

  router.post('/tools/call', async (request, response) => {
    const call = callSchema.safeParse(request.body);
    if (!call.success) {
      throw new InputError('The body must be {"name": "…", "arguments": {…}}.', {
        fix: 'Send a JSON object with the name of a tool and its arguments.',
      });
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const principal = principalOf(response);
    const traced = { method: 'tools/call', params: { name: call.data.name } };
    response.json(
      await traceRequest(traced, request.headers, () =>
        provider.callTool({ ...call.data, principal, signal: gone.signal }),
      ),
    );
  });

  return router;
}
