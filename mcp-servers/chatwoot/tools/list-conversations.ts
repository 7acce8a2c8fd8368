import { z } from 'zod';
import type { Conversation, ConversationFilter } from '#adapters/chatwoot/port.ts';
import { firstWithin } from '../../kit/token-budget.ts';
import { contactId, defineChatwootTool, readsChatwoot } from '../define-chatwoot-tool.ts';
import { refuseOverview } from '../own-customer.ts';
import { untrustedText } from '../untrusted-text.ts';

const input = z.object({
  contact_id: contactId.optional(),
  status: z
    .enum(['open', 'pending', 'resolved', 'snoozed', 'all'])
    .optional()
    .describe('open (with people) by default; pending is with the bot. With contact_id: all by default.'),
  team_id: z.int().positive().optional().describe('Only those of this team.'),
  inbox_id: z.int().positive().optional().describe('Only those of this inbox.'),
  label: z.string().min(1).max(100).optional().describe('Only those with this label.'),
  unassigned: z.boolean().default(false).describe('Only those that nobody has.'),
  page: z.int().min(1).max(1_000).default(1).describe('Counts from 1; 25 a page. Not with contact_id.'),
});
type Input = z.output<typeof input>;

export const listConversations = defineChatwootTool({
  name: 'list_conversations',
  title: 'List conversations',
  description:
    'Lists conversations, newest activity first, with who waits, who has them and what was last said. With contact_id: those of that contact among its newest 20. When has_more is true, call again with the next page. Next: get_conversation or list_messages.',
  scope: 'chatwoot:read',
  annotations: readsChatwoot,
  bound: { contact_id: 'customer.contact' },
  input,
  output: z.object({
    conversations: z.array(
      z.object({
        id: z.int(),
        status: z.string(),
        contact: z.object({ id: z.int(), name: z.string().nullable(), phone: z.string().nullable() }),
        assignee: z.string().nullable(),
        team: z.string().nullable(),
        labels: z.array(z.string()),
        unread: z.int().describe('Messages of the customer since somebody last answered.'),
        last_activity_at: z.string().nullable(),
        last_text: z.string().describe('Shortened to 120 characters.'),
      }),
    ),
    has_more: z.boolean(),
  }),
  async handle(given, { services: { chatwoot, answerTokens }, principal, signal }) {
    const { contact_id } = given;
    if (!principal.customer || contact_id === undefined) refuseOverview(principal);
    const { conversations, hasMore } =
      contact_id === undefined
        ? await chatwoot.listConversations(filterOf(given), { signal })
        : {
            conversations: (await chatwoot.listContactConversations(contact_id, { signal })).filter(
              (conversation) => fits(conversation, given),
            ),
            hasMore: false,
          };
    return { conversations: firstWithin(conversations.map(present), answerTokens), has_more: hasMore };
  },
});

function filterOf({ status, team_id, inbox_id, label, unassigned, page }: Input): ConversationFilter {
  return {
    page,
    unassigned,
    ...(status === undefined ? {} : { status }),
    ...(team_id === undefined ? {} : { teamId: team_id }),
    ...(inbox_id === undefined ? {} : { inboxId: inbox_id }),
    ...(label === undefined ? {} : { label }),
  };
}

/** The same choice, for the conversations of a contact: Chatwoot gives those unfiltered. */
function fits(conversation: Conversation, { status = 'all', ...wanted }: Input): boolean {
  return (
    (status === 'all' || conversation.status === status) &&
    (wanted.team_id === undefined || conversation.team?.id === wanted.team_id) &&
    (wanted.inbox_id === undefined || conversation.inboxId === wanted.inbox_id) &&
    (wanted.label === undefined || conversation.labels.includes(wanted.label)) &&
    (!wanted.unassigned || conversation.assignee === null)
  );
}

/** Short enough that a whole page of 25 fits into the default budget. */
function present({ id, status, contact, assignee, team, labels, ...conversation }: Conversation) {
  return {
    id,
    status,
    contact: {
      id: contact.id,
      name: contact.name && untrustedText(contact.name, 60),
      phone: contact.phone,
    },
    assignee: assignee && untrustedText(assignee.name, 60),
    team: team && untrustedText(team.name, 60),
    labels: labels.slice(0, 5).map((label) => untrustedText(label, 30)),
    unread: conversation.unreadCount,
    last_activity_at: conversation.lastActivityAt,
    last_text: untrustedText(conversation.lastText, 120),
  };
}
