import { runAgent } from '../../shared/agent/run-agent.ts';
import type { NodeRuntime } from '../../shared/crew-tools.ts';
import type { GraphDependencies } from '../../shared/dependencies.ts';
import { guardedReply } from '../../shared/guard/guarded-reply.ts';
import { customerWords } from '../../shared/messages.ts';
import { loadPrompt } from '../../shared/prompts.ts';
import { requestReturn } from '../request-return.ts';
import { crew, type SupportState, supportTools } from '../state.ts';

/** An agent that chooses its tools: which order is meant, or which rule applies, is not known beforehand. */
export function assist(dependencies: GraphDependencies) {
  const { business } = dependencies;
  const prompt = loadPrompt(new URL('..', import.meta.url).href, 'assist', business);
  return (state: SupportState, runtime: NodeRuntime) => {
    const run = { crew, state, runtime };
    const evidence = { customerWords: customerWords(state.messages), business };
    /** Of both attempts, as the second may answer from what the first has read. */
    const found: unknown[] = [];
    let wrote = false;
    return guardedReply(async (review) => {
      const outcome = await runAgent(dependencies, run, {
        systemPrompt: prompt(state),
        messages: [...state.messages, ...review],
        offered: supportTools,
        ownTools: [requestReturn(dependencies, run)],
      });
      found.push(...outcome.results);
      wrote ||= outcome.wrote;
      return { reply: outcome.reply, evidence: { ...evidence, results: found, wrote } };
    });
  };
}
