import type { BaseCheckpointSaver, BaseStore } from '@langchain/langgraph-checkpoint';
import type { CompiledGraph, GraphName } from '#graphs/catalogue.ts';
import type { TurnQueue } from '../queue/turn-queue.ts';
import type { RunEngine } from '../runs/run-engine.ts';
import type { RunStore } from '../runs/run-store.ts';

/** What the routes work with. */
export interface CrewsServices {
  graphs: Record<GraphName, CompiledGraph>;
  engine: RunEngine;
  runs: RunStore;
  checkpointer: BaseCheckpointSaver;
  /** Long-term memory. */
  memory: BaseStore;
  /** Through which a conversation of Chatwoot goes on, so that its customer hears of it. */
  queue: Pick<TurnQueue, 'offer' | 'isBusy'>;
  /** Whether webhooks can be signed. */
  webhooks: boolean;
}
