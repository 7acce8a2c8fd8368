import { describe, expect, test } from 'vitest';
import type { Toolbox, ToolRequest } from '#adapters/mcp/toolbox.ts';
import { conversationTools, isWithBot } from './conversation-tools.ts';

describe('the bot may speak', () => {
  const own = { id: 12, kind: 'agent_bot' as const };

  test.each([
    ['while nobody has the conversation', 'pending', null, true],
    ['while it has the conversation itself', 'pending', own, true],
    ['not while another bot has it', 'pending', { id: 13, kind: 'agent_bot' as const }, false],
    [
      'not while a person has it, of the same number too',
      'pending',
      { id: 12, kind: 'user' as const },
      false,
    ],
    ['not once it is open', 'open', null, false],
    ['not once it is resolved', 'resolved', own, false],
    ['not while it is snoozed', 'snoozed', null, false],
  ])('%s', (_, status, assignee, expected) => {
    expect(isWithBot({ status, can_reply: true, assignee }, 12)).toBe(expected);
  });

  test('not while a bot has it, where its own number is not known', () => {
    expect(isWithBot({ status: 'pending', can_reply: true, assignee: own }, undefined)).toBe(false);
  });
});

describe('what it does in Chatwoot', () => {
  const requests: ToolRequest<unknown>[] = [];
  const toolbox = {
    call: async (request: ToolRequest<unknown>) => {
      requests.push(request);
      return {};
    },
  } as unknown as Toolbox;
  const message = {
    accountId: 7,
    conversationId: 118,
    contact: { id: 901, name: 'Maria', phone: '+5511999990000', email: null },
  };
  const tools = conversationTools(toolbox, 'acme', message, new AbortController().signal);

  test('is for this conversation and this contact alone: both are in the token, not among the arguments', async () => {
    await tools.send('Olá', 'thread:turn');
    await tools.handOff({ message: 'Um momento', note: 'Resumo', team_id: 3 }, 'thread:turn');
    for (const { principal } of requests) {
      expect(principal).toEqual({
        subject: 'crews',
        tenant: 'acme',
        scopes: ['chatwoot:read', 'chatwoot:write'],
        customer: { contact: 901 },
        conversation: { account: 7, id: 118 },
      });
    }
    expect(requests.map(({ tool, arguments: args }) => [tool, args])).toEqual([
      ['chatwoot_send_message', { content: 'Olá', delivery_key: 'thread:turn' }],
      [
        'chatwoot_hand_off',
        { message: 'Um momento', note: 'Resumo', team_id: 3, delivery_key: 'thread:turn' },
      ],
    ]);
  });
});
