import { z } from 'zod';
import type { Inbox, MessageTemplate } from '#adapters/chatwoot/port.ts';
import { firstWithin } from '../../kit/token-budget.ts';
import { defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { untrustedText } from '../untrusted-text.ts';

export const listInboxes = defineChatwootTool({
  name: 'list_inboxes',
  title: 'List the inboxes',
  description:
    'Lists the inboxes of the account: the channels over which customers write, and for WhatsApp the approved message templates. Use it before send_template, to choose a template and see what {{1}}, {{2}}, … stand for.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  ttlSeconds: 60,
  input: z.object({
    inbox_id: z.int().positive().optional().describe('Only this inbox.'),
    template_words: z
      .string()
      .trim()
      .max(100)
      .optional()
      .describe('Only templates with these words in name or text.'),
  }),
  output: z.object({
    inboxes: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        channel: z.string().nullable().describe('For example Channel::Whatsapp.'),
        phone: z.string().nullable(),
      }),
    ),
    templates: z
      .array(
        z.object({
          inbox_id: z.int(),
          name: z.string(),
          language: z.string(),
          category: z.string(),
          text: z.string().describe('Shortened to 500 characters.'),
        }),
      )
      .describe('Those that send_template can send.'),
    has_more: z.boolean().describe('Whether there are more; narrow it by inbox_id or template_words.'),
  }),
  async handle({ inbox_id, template_words = '' }, { services, signal }) {
    const wanted = (await services.chatwoot.listInboxes({ signal })).filter(
      ({ id }) => inbox_id === undefined || id === inbox_id,
    );
    const templates = wanted.flatMap(({ id, templates: all }) =>
      all.filter((template) => isWanted(template, template_words)).map((one) => presentTemplate(id, one)),
    );
    // Inboxes are few, templates can be hundreds: each has its half, so that no inbox stays unseen.
    const half = services.answerTokens / 2;
    const shownInboxes = firstWithin(wanted.map(presentInbox), half);
    const shownTemplates = firstWithin(templates, half);
    return {
      inboxes: shownInboxes,
      templates: shownTemplates,
      has_more: shownInboxes.length < wanted.length || shownTemplates.length < templates.length,
    };
  },
});

/** Only what send_template can send. */
function isWanted({ name, text, isApproved, wantsMore }: MessageTemplate, words: string): boolean {
  return isApproved && !wantsMore && `${name} ${text}`.toLowerCase().includes(words.toLowerCase());
}

const presentInbox = ({ id, name, channel, phone }: Inbox) => ({
  id,
  name: untrustedText(name, 100),
  channel,
  phone,
});

const presentTemplate = (inbox_id: number, { name, language, category, text }: MessageTemplate) => ({
  inbox_id,
  name,
  language,
  category,
  text: untrustedText(text, 500),
});
