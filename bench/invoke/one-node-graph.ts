import { Annotation, END, interrupt, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';

const state = Annotation.Root({ ...MessagesAnnotation.spec, reply: Annotation<string> });

const graph = new StateGraph(state)
  .addNode('answer', ({ messages }) => {
    const words = messages.at(-1)?.text ?? '';
    return { reply: words.endsWith('?') ? String(interrupt({ message: words })) : words };
  })
  .addEdge(START, 'answer')
  .addEdge('answer', END);

/** The least that a graph can do: it repeats what is said, and waits where that ends in a question mark. */
export const compileOneNode = (checkpointer: BaseCheckpointSaver) => graph.compile({ checkpointer });

/** For LangGraph's dev server, which has checkpoints of its own. */
export const oneNode = graph.compile();
