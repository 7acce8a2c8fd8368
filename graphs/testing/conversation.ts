import { randomUUID } from 'node:crypto';
import { HumanMessage } from '@langchain/core/messages';
import { Command } from '@langchain/langgraph';
import type { CompiledGraph } from '../catalogue.ts';
import type { ConversationContext } from '../shared/conversation-state.ts';

/** What a turn has come to: the state, and the question that the thread waits in. */
export interface TestTurn {
  reply: string;
  question: ({ kind: string; message: string } & Record<string, unknown>) | undefined;
  values: Record<string, unknown>;
}

export interface TestConversation {
  /** Empty where the contact has none. */
  phone: string;
  /** One turn of the customer, as the bot takes it. */
  say(text: string): Promise<TestTurn>;
  /** What an operator, or a repeated attempt, resumes the thread with. */
  resume(answer: unknown): Promise<TestTurn>;
}

export function testConversation(
  graph: CompiledGraph,
  contact: ConversationContext['contact'],
): TestConversation {
  const address = { configurable: { thread_id: randomUUID() } };
  const run = {
    ...address,
    context: { tenant: 'main', contact },
    signal: new AbortController().signal,
    durability: 'sync' as const,
  };
  const question = async () => {
    const { tasks } = await graph.getState(address);
    return tasks.flatMap(({ interrupts }) => interrupts)[0]?.value as TestTurn['question'];
  };
  const go = async (input: object): Promise<TestTurn> => {
    await graph.invoke(input, run);
    const { values } = await graph.getState(address);
    const waiting = await question();
    return { reply: waiting?.message ?? String(values.reply), question: waiting, values };
  };
  return {
    phone: contact.phone ?? '',
    async say(text) {
      const turn = randomUUID();
      if (await question()) return go(new Command({ resume: { text, turn } }));
      return go({ messages: [new HumanMessage({ id: turn, content: text })], turn });
    },
    resume: (answer) => go(new Command({ resume: answer })),
  };
}
