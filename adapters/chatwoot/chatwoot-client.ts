import { type ChatwootSettings, connectTo } from './http/connection.ts';
import { assignAgent } from './operations/assign-agent.ts';
import { assignTeam } from './operations/assign-team.ts';
import { addLabels, removeLabels } from './operations/change-labels.ts';
import { findContacts } from './operations/find-contacts.ts';
import { getContact } from './operations/get-contact.ts';
import { getConversation } from './operations/get-conversation.ts';
import { getVersion } from './operations/get-version.ts';
import { listAgents } from './operations/list-agents.ts';
import { listContactConversations } from './operations/list-contact-conversations.ts';
import { listConversations } from './operations/list-conversations.ts';
import { listInboxes } from './operations/list-inboxes.ts';
import { listMessages } from './operations/list-messages.ts';
import { listTeams } from './operations/list-teams.ts';
import { sendAttachment } from './operations/send-attachment.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendOptions } from './operations/send-options.ts';
import { sendPrivateNote } from './operations/send-private-note.ts';
import { sendTemplate } from './operations/send-template.ts';
import { setCustomAttributes } from './operations/set-custom-attributes.ts';
import { setStatus } from './operations/set-status.ts';
import { setTyping } from './operations/set-typing.ts';
import { updateContact } from './operations/update-contact.ts';
import type { Chatwoot } from './port.ts';

/**
 * Chatwoot over its REST API, for one account. Every call may throw AccessError (token), NotFoundError,
 * InputError, LimitError, UpstreamError, and for writes OutcomeUnknownError; no error holds a token.
 *
 * @throws ConfigError when there is no token at all.
 */
export function createChatwootClient(settings: ChatwootSettings): Chatwoot {
  const connection = connectTo(settings);
  return {
    getVersion: getVersion(connection),
    getConversation: getConversation(connection),
    listMessages: listMessages(connection),
    sendMessage: sendMessage(connection),
    sendTemplate: sendTemplate(connection),
    sendOptions: sendOptions(connection),
    sendAttachment: sendAttachment(connection),
    sendPrivateNote: sendPrivateNote(connection),
    setStatus: setStatus(connection),
    setTyping: setTyping(connection),
    assignTeam: assignTeam(connection),
    assignAgent: assignAgent(connection),
    addLabels: addLabels(connection),
    removeLabels: removeLabels(connection),
    setCustomAttributes: setCustomAttributes(connection),
    listConversations: listConversations(connection),
    listContactConversations: listContactConversations(connection),
    findContacts: findContacts(connection),
    getContact: getContact(connection),
    updateContact: updateContact(connection),
    listTeams: listTeams(connection),
    listAgents: listAgents(connection),
    listInboxes: listInboxes(connection),
  };
}
