import { z } from 'zod';
import type { Conversation, Inbox, MessageTemplate } from '#adapters/chatwoot/port.ts';
import { ConflictError, NotFoundError } from '#errors/errors.ts';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  evenIfOpen,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { deliverUnlessRefused, deliverySchema } from '../deliver-unless-refused.ts';
import { takenOver } from '../refusal.ts';
import { templateText } from '../template-text.ts';

export const sendTemplate = defineChatwootTool({
  name: 'send_template',
  title: 'Send a message template',
  description:
    'Sends an approved WhatsApp message template: the only way to reach a customer who last wrote more than 24 hours ago (can_reply is false). Each may cost the company money, so prefer send_message while it is possible. Templates and their parameters are shown by list_inboxes. After an error that says the outcome is unknown, repeat the call with the same delivery_key.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    name: z.string().min(1).max(512).describe('The name of the template.'),
    language: z.string().min(2).max(15).default('pt_BR').describe('Its language, for example pt_BR.'),
    parameters: z
      .record(
        z.string().max(60),
        z
          .string()
          .max(1_024)
          .regex(/^[^\n\r\t]*$/, 'WhatsApp takes no line breaks'),
      )
      .default({})
      .describe('A value for each {{1}}, {{2}}, … of its text, by that name: {"1": "Maria"}.'),
    delivery_key: deliveryKey,
    even_if_open: evenIfOpen,
  }),
  output: deliverySchema.extend({ text: z.string().describe('What the customer reads.') }),
  async handle({ conversation_id, name, language, parameters, ...input }, { services, signal }) {
    const { chatwoot } = services;
    const conversation = await chatwoot.getConversation(conversation_id, { signal });
    const inboxes = await chatwoot.listInboxes({ signal });
    const template = findTemplate(conversation, inboxes, name, language);
    const content = templateText(template, parameters);
    const message = { conversationId: conversation_id, deliveryKey: input.delivery_key };
    const delivery = await deliverUnlessRefused(
      takenOver(conversation, input.even_if_open),
      { chatwoot, ...message, signal },
      () =>
        chatwoot.sendTemplate(
          {
            ...message,
            content,
            template: { name, language, category: template.category, values: parameters },
          },
          { signal },
        ),
    );
    return { ...delivery, text: content };
  },
});

/** WhatsApp silently sends nothing for a template that it has not approved. */
function findTemplate(
  { inboxId }: Conversation,
  inboxes: readonly Inbox[],
  name: string,
  language: string,
): MessageTemplate {
  const approved = inboxes.find(({ id }) => id === inboxId)?.templates.filter(({ isApproved }) => isApproved);
  const found = approved?.find((template) => template.name === name && template.language === language);
  if (found?.wantsMore)
    throw new ConflictError(
      `The template ${name} wants a file or values outside its text; nothing was sent.`,
      {
        code: 'template_not_supported',
        fix: 'Choose another by list_inboxes, or ask the operators to send it (send_private_note).',
      },
    );
  if (found) return found;
  const others = (approved ?? []).slice(0, 10).map((template) => `${template.name} (${template.language})`);
  throw new NotFoundError(`This inbox has no approved template ${name} in ${language}; nothing was sent.`, {
    code: 'template_not_found',
    fix:
      others.length > 0
        ? `There are: ${others.join(', ')}.`
        : 'It has none at all: hand the conversation over.',
  });
}
