import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot, MessageTemplate } from '../port.ts';

const text = z.string().nullish();

/** As Meta gives them to Chatwoot; one that has not this form is passed over, the others are still of use. */
const templateAnswer = z
  .object({
    name: z.string(),
    language: z.string(),
    category: text,
    status: text,
    components: z.array(z.looseObject({ type: z.string(), text, format: text })),
  })
  .transform(
    ({ name, language, category, status, components }): MessageTemplate => ({
      name,
      language,
      category: category ?? 'UTILITY',
      isApproved: status?.toLowerCase() === 'approved',
      text: components.find(isBody)?.text ?? '',
      wantsMore: components.some((component) => !isBody(component) && wantsValues(component)),
    }),
  );

const isBody = ({ type }: { type: string }) => type.toUpperCase() === 'BODY';

/** A header of any format but text is a file; elsewhere a parameter is `{{1}}`, in a button's address too. */
const wantsValues = (component: { format?: string | null | undefined }) =>
  (component.format ?? 'TEXT').toUpperCase() !== 'TEXT' || JSON.stringify(component).includes('{{');

const inboxAnswer = z
  .object({
    id: z.int().positive(),
    name: z.string(),
    channel_type: text,
    phone_number: text,
    message_templates: z.array(z.unknown()).nullish().catch(null),
  })
  .transform(({ id, name, channel_type, phone_number, message_templates }) => ({
    id,
    name,
    channel: channel_type ?? null,
    phone: phone_number || null,
    templates: (message_templates ?? []).flatMap((given) => templateAnswer.safeParse(given).data ?? []),
  }));

const answer = z.object({ payload: z.array(inboxAnswer) }).transform(({ payload }) => payload);

export const listInboxes =
  (connection: Connection): Chatwoot['listInboxes'] =>
  ({ signal } = {}) =>
    connection.request(
      {
        operation: 'list_inboxes',
        subject: 'inboxes',
        method: 'GET',
        path: '/inboxes',
        access: 'users',
        effect: 'read',
        signal,
      },
      answer,
    );
