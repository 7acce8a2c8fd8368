import { type ChatwootSettings, connectTo } from './http/connection.ts';
import { addLabels } from './operations/add-labels.ts';
import { assignTeam } from './operations/assign-team.ts';
import { getContact } from './operations/get-contact.ts';
import { getConversation } from './operations/get-conversation.ts';
import { getVersion } from './operations/get-version.ts';
import { listMessages } from './operations/list-messages.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendPrivateNote } from './operations/send-private-note.ts';
import { setStatus } from './operations/set-status.ts';
import { setTyping } from './operations/set-typing.ts';
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
    sendPrivateNote: sendPrivateNote(connection),
    setStatus: setStatus(connection),
    setTyping: setTyping(connection),
    assignTeam: assignTeam(connection),
    addLabels: addLabels(connection),
    getContact: getContact(connection),
  };
}
