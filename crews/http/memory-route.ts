import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { Router } from 'express';
import { AccessError, InputError } from '#errors/errors.ts';
import { forget } from '#graphs/shared/memory.ts';
import { hasScope } from '#identity/principal.ts';
import { principalOf } from '#service/authenticate.ts';

/** `DELETE /contacts/{id}/memory`: forgets all that is remembered of one contact of the caller's tenant. */
export function memoryRoute(store: BaseStore): Router {
  const router = Router();
  router.delete('/contacts/:id/memory', async (request, response) => {
    const principal = principalOf(response);
    if (!hasScope(principal, 'memory:delete')) {
      throw new AccessError('Forgetting a contact needs the scope memory:delete.', {
        code: 'insufficient_scope',
      });
    }
    if (!/^\d{1,15}$/.test(request.params.id)) {
      throw new InputError('A contact is named by its number in Chatwoot.', {
        fix: 'Send DELETE /contacts/123/memory.',
      });
    }
    response.json({ deleted: await forget(store, principal.tenant, Number(request.params.id)) });
  });
  return router;
}
