import { z } from 'zod';
import { messageAnswer } from '../http/answers.ts';
import { type ChatwootSettings, connectTo } from '../http/connection.ts';
import type { ChatwootRequest } from '../http/request.ts';
import type { CallOptions } from '../port.ts';
import { agentBotAnswer } from './agent-bot-answer.ts';
import type { AgentBots, AgentBotValues } from './port.ts';

/** Webhooks, as opposed to the other kinds of bots that Chatwoot knows. */
const webhookBot = 0;

const inboxBotAnswer = z
  .object({ agent_bot: z.union([agentBotAnswer, z.object({}).transform(() => undefined)]).nullish() })
  .transform(({ agent_bot }) => agent_bot ?? undefined);

/**
 * The bots of one account over the REST API. Every call may throw AccessError (the token is wrong, or not that of
 * an administrator), NotFoundError, InputError, UpstreamError, and for writes OutcomeUnknownError.
 */
export function createAgentBots(settings: Omit<ChatwootSettings, 'botToken'>): AgentBots {
  const connection = connectTo(settings);
  const request = (
    operation: string,
    subject: string,
    rest: Pick<ChatwootRequest, 'method' | 'path' | 'body' | 'effect'>,
    { signal }: CallOptions,
  ): ChatwootRequest => ({ operation, subject, access: 'users', signal, ...rest });

  return {
    list: (options = {}) =>
      connection.request(
        request(
          'list_agent_bots',
          'agent bots',
          { method: 'GET', path: '/agent_bots', effect: 'read' },
          options,
        ),
        z.array(agentBotAnswer),
      ),
    create: (bot, options = {}) =>
      connection.request(
        request(
          'create_agent_bot',
          'agent bots',
          {
            method: 'POST',
            path: '/agent_bots',
            body: { ...bodyOf(bot), bot_type: webhookBot },
            effect: 'once',
          },
          options,
        ),
        agentBotAnswer,
      ),
    update: (botId, bot, options = {}) =>
      connection.request(
        request(
          'update_agent_bot',
          `agent bot ${botId}`,
          { method: 'PATCH', path: `/agent_bots/${botId}`, body: bodyOf(bot), effect: 'repeatable' },
          options,
        ),
        agentBotAnswer,
      ),
    ofInbox: (inboxId, options = {}) =>
      connection.request(
        request(
          'show_inbox_bot',
          `inbox ${inboxId}`,
          { method: 'GET', path: `/inboxes/${inboxId}/agent_bot`, effect: 'read' },
          options,
        ),
        inboxBotAnswer,
      ),
    async attach(inboxId, botId, options = {}) {
      const path = `/inboxes/${inboxId}/set_agent_bot`;
      const body = { agent_bot: botId };
      await connection.request(
        request(
          'attach_agent_bot',
          `inbox ${inboxId}`,
          { method: 'POST', path, body, effect: 'repeatable' },
          options,
        ),
        z.unknown(),
      );
    },
    async leaveNote(conversationId, content, options = {}) {
      const path = `/conversations/${conversationId}/messages`;
      const body = { content, message_type: 'outgoing', private: true };
      const { id } = await connection.request(
        request(
          'leave_note',
          `conversation ${conversationId}`,
          { method: 'POST', path, body, effect: 'once' },
          options,
        ),
        messageAnswer,
      );
      return id;
    },
  };
}

const bodyOf = ({ name, description, webhookUrl }: AgentBotValues) => ({
  name,
  description,
  outgoing_url: webhookUrl,
});
