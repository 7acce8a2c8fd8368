import { randomUUID } from 'node:crypto';
import { Command } from '@langchain/langgraph';
import express, { Router } from 'express';
import { AccessError, NotFoundError } from '#errors/errors.ts';
import { type CompiledGraph, type GraphName, graphCatalogue, graphNames } from '#graphs/catalogue.ts';
import { hasScope, type Principal } from '#identity/principal.ts';
import { principalOf } from '#service/authenticate.ts';
import { parseInvocation } from './invocation.ts';
import { presentOutput } from '../runs/present-output.ts';

const runTimeoutMs = 120_000;

/** What a run has come to: the state that the graph keeps, and the questions it waits for, if any. */
interface RunResult extends Record<string, unknown> {
  __interrupt__?: { id?: string; value?: unknown }[];
}

/** `POST /graphs/{name}/invoke` for every graph: runs it to its end or to its next interrupt. */
export function graphRoutes(graphs: Record<GraphName, CompiledGraph>): Router {
  const router = Router();
  router.get('/graphs', (_request, response) => void response.json({ graphs: graphNames }));

  router.post(
    '/graphs/:name/invoke',
    express.json({ limit: '1mb', type: () => true }),
    async (request, response) => {
      const principal = principalOf(response);
      requireRunScope(principal);
      const name = graphNameOf(request.params.name);
      const { threadId = randomUUID(), input, resume, context } = parseInvocation(name, request.body);
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      const result: RunResult = await graphs[name].invoke(input ?? new Command({ resume }), {
        configurable: { thread_id: threadId },
        context: { ...context, tenant: principal.tenant },
        signal: AbortSignal.any([gone.signal, AbortSignal.timeout(runTimeoutMs)]),
        durability: 'sync',
        recursionLimit: graphCatalogue[name].steps,
      });
      const { __interrupt__: interrupts = [], ...output } = result;
      response.json({
        thread_id: threadId,
        output: presentOutput(output),
        interrupts: interrupts.map(({ id, value }) => ({ id, value })),
      });
    },
  );
  return router;
}

function requireRunScope(principal: Principal): void {
  if (hasScope(principal, 'graphs:run')) return;
  throw new AccessError('Running a graph needs the scope graphs:run.', {
    code: 'insufficient_scope',
    fix: 'Call it with a token that has the scope graphs:run.',
  });
}

function graphNameOf(name: unknown): GraphName {
  const known = graphNames.find((each) => each === name);
  if (known) return known;
  throw new NotFoundError(`There is no graph "${String(name).slice(0, 60)}".`, {
    fix: `The graphs are ${graphNames.join(', ')}.`,
  });
}
