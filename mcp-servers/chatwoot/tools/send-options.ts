import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import {
  conversationId,
  defineChatwootTool,
  deliveryKey,
  evenIfOpen,
  writesToCustomer,
  writeTimeoutSeconds,
} from '../define-chatwoot-tool.ts';
import { deliverUnlessRefused, deliverySchema } from '../deliver-unless-refused.ts';
import { refusalOf } from '../refusal.ts';

/** Channels on which Chatwoot shows options; on others the customer would see the question alone. */
const channelsWithOptions = new Set([
  'Channel::Whatsapp',
  'Channel::WebWidget',
  'Channel::Telegram',
  'Channel::Api',
]);

/** WhatsApp shows up to three as buttons, whose titles are shorter than those of a list. */
const mostButtons = 3;
const longestButton = 20;
const longestListItem = 24;

const option = z.object({
  title: z
    .string()
    .trim()
    .min(1)
    .max(longestListItem)
    .describe('What the customer sees; 20 characters with up to three options, 24 with more.'),
  value: z.string().min(1).max(200).optional().describe('A name for it; the title when left out.'),
});

export const sendOptions = defineChatwootTool({
  name: 'send_options',
  title: 'Ask the customer to choose',
  description:
    'Sends a question with two to ten answers to choose from: on WhatsApp up to three are buttons, more are a list. The choice comes back as an ordinary message with the title as its text. On channels without options they are sent as a numbered text, and sent_as says so: the customer then answers by number or by name. Refused in the same cases as send_message.',
  scope: 'chatwoot:write',
  annotations: writesToCustomer,
  timeoutSeconds: writeTimeoutSeconds,
  bound: { conversation_id: 'conversation.id' },
  input: z.object({
    conversation_id: conversationId,
    content: z.string().trim().min(1).max(1_024).describe('The question.'),
    options: z.array(option).min(2).max(10).describe('The answers, each with a title of its own.'),
    delivery_key: deliveryKey,
    even_if_open: evenIfOpen,
  }),
  output: deliverySchema.extend({
    sent_as: z.enum(['options', 'text']).describe('text: the channel has no options.'),
  }),
  async handle({ conversation_id, content, options, ...input }, { services, signal }) {
    const { chatwoot } = services;
    refuseTitles(options.map(({ title }) => title));
    const conversation = await chatwoot.getConversation(conversation_id, { signal });
    const { channel } = conversation;
    const hasOptions = channel !== null && channelsWithOptions.has(channel);
    const message = { conversationId: conversation_id, deliveryKey: input.delivery_key };
    const delivery = await deliverUnlessRefused(
      refusalOf(conversation, input.even_if_open),
      { chatwoot, ...message, signal },
      () =>
        hasOptions
          ? chatwoot.sendOptions({ ...message, content, options: options.map(withValue) }, { signal })
          : chatwoot.sendMessage({ ...message, content: numbered(content, options), channel }, { signal }),
    );
    return { ...delivery, sent_as: hasOptions ? ('options' as const) : ('text' as const) };
  },
});

type Option = z.output<typeof option>;

const withValue = ({ title, value }: Option) => ({ title, value: value ?? title });

const numbered = (content: string, options: readonly Option[]) =>
  [content, '', ...options.map(({ title }, index) => `${index + 1}. ${title}`)].join('\n');

/** The choice comes back as its title only, so titles must differ. */
function refuseTitles(titles: readonly string[]): void {
  if (new Set(titles.map((title) => title.toLowerCase())).size < titles.length)
    throw new InputError('Two options have the same title.', { fix: 'Give each a title of its own.' });
  const tooLong = titles.find((title) => titles.length <= mostButtons && title.length > longestButton);
  if (tooLong)
    throw new InputError(`"${tooLong}" is too long for a button.`, {
      fix: `Use at most ${longestButton} characters, or more than ${mostButtons} options, which become a list.`,
    });
}
