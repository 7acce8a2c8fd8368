import { z } from 'zod';
import type { Stage } from './stage.ts';

const patienceMs = 30_000;
const approvalsSchema = z.object({ approvals: z.array(z.object({ id: z.string(), thread_id: z.string() })) });

/** Decides about the approval that a thread waits in, as another program of the company does. */
export async function decideOverHttp(
  { everything }: Pick<Stage, 'everything'>,
  threadId: string,
  decision: 'approve' | 'reject',
): Promise<void> {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${everything.urls.crews}${path}`, { ...init, signal: AbortSignal.timeout(patienceMs) });
  const { approvals } = approvalsSchema.parse(await (await ask('/approvals?limit=100')).json());
  const approval = approvals.find(({ thread_id }) => thread_id === threadId);
  if (!approval) throw new Error(`no approval waits in ${threadId}`);
  const decided = await ask(`/approvals/${approval.id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ decision, ...(decision === 'reject' ? { reason: 'cliente em atraso' } : {}) }),
  });
  if (decided.status !== 202) throw new Error(`${decided.status}: ${await decided.text()}`);
}
