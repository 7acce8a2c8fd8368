import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { Redis } from 'ioredis';
import { RedisSaver } from './redis-saver.ts';

const State = Annotation.Root({
  steps: Annotation<{ name: string; process: number }[]>({
    reducer: (a, b) => a.concat(b),
    default: () => [],
  }),
});

/** For tests: a graph whose second node waits for an answer, and whose last node never ends if told so. */
export function orderGraph(checkpointer: RedisSaver, options: { hangsAtEnd?: boolean } = {}) {
  const step = (name: string) => ({ steps: [{ name, process: process.pid }] });
  return new StateGraph(State)
    .addNode('quote', () => step('quote'))
    .addNode('confirm', () => step(`confirmed: ${interrupt('sure?')}`))
    .addNode('order', async () => {
      if (options.hangsAtEnd) await new Promise((resolve) => setTimeout(resolve, 600_000));
      return step('order');
    })
    .addEdge(START, 'quote')
    .addEdge('quote', 'confirm')
    .addEdge('confirm', 'order')
    .addEdge('order', END)
    .compile({ checkpointer });
}

/** For tests: `node testing-graph.ts <redis> <prefix> <thread> ask|confirm`, and then it waits to be killed. */
async function main([redisUrl = '', prefix = '', threadId = '', action = '']: string[]): Promise<void> {
  const graph = orderGraph(new RedisSaver({ redis: new Redis(redisUrl), prefix }), { hangsAtEnd: true });
  const config = {
    configurable: { thread_id: threadId },
    streamMode: 'checkpoints' as const,
    durability: 'sync' as const,
  };
  const stream =
    action === 'ask'
      ? await graph.stream({ steps: [] }, config)
      : await graph.stream(new Command({ resume: 'yes' }), config);
  for await (const { next } of stream) process.stdout.write(`next: ${next}\n`);
  process.stdout.write('waiting\n');
}

if (import.meta.filename === process.argv[1]) await main(process.argv.slice(2));
