import { z } from 'zod';
import { forget } from '#graphs/shared/memory.ts';
import { defineRoute } from '../route.ts';

export const forgetContact = defineRoute({
  operation: 'forgetContact',
  method: 'delete',
  path: '/contacts/{id}/memory',
  tag: 'Memory',
  summary: "Forgets all that is remembered of one contact of the caller's tenant.",
  scope: 'memory:delete',
  params: z.object({
    id: z
      .string()
      .regex(/^\d{1,15}$/, { error: 'a contact is named by its number in Chatwoot' })
      .describe("Chatwoot's number of the contact."),
  }),
  answers: {
    200: {
      description: 'How much was forgotten.',
      content: { 'application/json': z.object({ deleted: z.int() }) },
    },
  },
  async handle({ params, principal }, { memory }) {
    return { status: 200, json: { deleted: await forget(memory, principal.tenant, Number(params.id)) } };
  },
});
