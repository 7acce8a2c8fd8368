import { assignConversation } from './assign-conversation.ts';
import { attachAgentBot } from './attach-agent-bot.ts';
import { createAgentBot } from './create-agent-bot.ts';
import { createMessage } from './create-message.ts';
import { listAgentBots } from './list-agent-bots.ts';
import { listAgents } from './list-agents.ts';
import { listContactConversations } from './list-contact-conversations.ts';
import { listContacts } from './list-contacts.ts';
import { listConversations } from './list-conversations.ts';
import { listInboxes } from './list-inboxes.ts';
import { listLabels } from './list-labels.ts';
import { listMessages } from './list-messages.ts';
import { listTeams } from './list-teams.ts';
import { replaceCustomAttributes } from './replace-custom-attributes.ts';
import { replaceLabels } from './replace-labels.ts';
import type { Route } from './route.ts';
import { searchContacts } from './search-contacts.ts';
import { showContact } from './show-contact.ts';
import { showConversation } from './show-conversation.ts';
import { showInboxBot } from './show-inbox-bot.ts';
import { toggleStatus } from './toggle-status.ts';
import { toggleTypingStatus } from './toggle-typing-status.ts';
import { updateAgentBot } from './update-agent-bot.ts';
import { updateContact } from './update-contact.ts';

/** Every endpoint, a fixed path before one with a parameter in the same place. */
export const routes: readonly Route[] = [
  listConversations,
  showConversation,
  listMessages,
  createMessage,
  toggleStatus,
  toggleTypingStatus,
  assignConversation,
  listLabels,
  replaceLabels,
  replaceCustomAttributes,
  listContacts,
  searchContacts,
  showContact,
  updateContact,
  listContactConversations,
  listTeams,
  listAgents,
  listInboxes,
  listAgentBots,
  createAgentBot,
  updateAgentBot,
  showInboxBot,
  attachAgentBot,
];
