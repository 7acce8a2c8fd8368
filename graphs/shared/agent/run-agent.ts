import { AIMessage, type BaseMessage, ToolMessage } from '@langchain/core/messages';
import type { StructuredToolInterface } from '@langchain/core/tools';
import {
  createAgent,
  modelCallLimitMiddleware,
  modelFallbackMiddleware,
  summarizationMiddleware,
  ToolInvocationError,
  toolCallLimitMiddleware,
} from 'langchain';
import { toolFailure } from '#adapters/mcp/tool-failure.ts';
import { InputError } from '#errors/errors.ts';
import { asUpstream, type Models } from '../ask-model.ts';
import { type CrewRun, crewPrincipal } from '../crew-tools.ts';
import type { GraphDependencies } from '../dependencies.ts';
import { recentMessages } from '../messages.ts';
import { frameToolResults } from './frame-tool-results.ts';

const mostModelCalls = 6;
const mostToolCalls = 6;
/** Middleware takes steps as well; the limits above are what ends an agent. */
const mostSteps = 100;
/** Long answers of tools are summed up beyond this, so that an agent that reads a lot stays within its model. */
const mostTokens = 24_000;

export interface AgentTask {
  systemPrompt: string;
  messages: BaseMessage[];
  /** The tools of the gateway that the agent may choose from. */
  offered: readonly string[];
  /** Tools of the crew's own that write, with arguments that a model may give. */
  ownTools: StructuredToolInterface[];
}

export interface AgentOutcome {
  /** Empty for an agent that did not come to an end. */
  reply: string;
  /** What the tools returned, as data where they return data. */
  results: unknown[];
  /** Whether a tool of the crew's own has done its work. */
  wrote: boolean;
}

/**
 * Lets an agent choose its tools until it can answer, within limits. Its tools carry the token of this run's
 * customer, so it can read nobody else's records.
 */
export async function runAgent(
  dependencies: GraphDependencies,
  run: CrewRun,
  { systemPrompt, messages, offered, ownTools }: AgentTask,
): Promise<AgentOutcome> {
  const { toolbox, business, model, spending } = dependencies;
  const given = recentMessages(messages);
  return toolbox.withTools(crewPrincipal(run.crew, run.state, run.runtime), async (all) => {
    const allowed = all.filter(({ name }) => offered.includes(name) && !business.tools_off.includes(name));
    const agent = createAgent({
      model,
      tools: [...allowed, ...ownTools],
      systemPrompt,
      middleware: middlewareFor(dependencies),
    });
    const { signal } = run.runtime;
    const limits = { recursionLimit: mostSteps, ...(signal ? { signal } : {}) };
    const result = await asUpstream(agent.invoke({ messages: given }, limits));
    const known = new Set(given.map(({ id }) => id));
    const answers = result.messages.filter(
      (message) => AIMessage.isInstance(message) && !known.has(message.id),
    );
    await spending?.record(run.runtime, answers as AIMessage[]);
    // The last words of an agent that went in a circle are the library's own, and not for a customer.
    const isCutShort = answers.length > mostModelCalls;
    const results = result.messages.filter((message) => ToolMessage.isInstance(message));
    const ownNames = new Set(ownTools.map(({ name }) => name));
    return {
      reply: isCutShort ? '' : (result.messages.at(-1)?.text.trim() ?? ''),
      results: results.map(({ artifact, text }) => artifact ?? text),
      wrote: results.some(({ name = '', status }) => ownNames.has(name) && status !== 'error'),
    };
  });
}

function middlewareFor({ model, fallbackModel }: Models) {
  return [
    modelCallLimitMiddleware({ runLimit: mostModelCalls, exitBehavior: 'end' }),
    toolCallLimitMiddleware({ runLimit: mostToolCalls }),
    summarizationMiddleware({ model, trigger: { tokens: mostTokens }, keep: { messages: 10 } }),
    ...(fallbackModel ? [modelFallbackMiddleware(fallbackModel)] : []),
    frameToolResults(errorOfTool),
  ];
}

/** Arguments of the wrong form are the model's own mistake, which it can correct; the rest is the tool's. */
function errorOfTool(error: unknown, tool: string): unknown {
  if (ToolInvocationError.isInstance(error)) {
    return new InputError(`The arguments of ${tool} are wrong.`, {
      fix: 'Correct them, or answer without this tool.',
      cause: error,
    });
  }
  return toolFailure(error, { tool, writes: false });
}
