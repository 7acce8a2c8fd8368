import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { CallOptions, Chatwoot } from '../port.ts';

const answer = z.object({ payload: z.array(z.string()) }).transform(({ payload }) => payload);

export const addLabels =
  (connection: Connection): Chatwoot['addLabels'] =>
  (conversationId, labels, options = {}) =>
    changeLabels(connection, conversationId, (present) => [...new Set([...present, ...labels])], options);

export const removeLabels =
  (connection: Connection): Chatwoot['removeLabels'] =>
  (conversationId, labels, options = {}) =>
    changeLabels(
      connection,
      conversationId,
      (present) => present.filter((label) => !labels.includes(label)),
      options,
    );

/** Chatwoot only replaces all labels, so they are read, changed, and written where that makes a difference. */
function changeLabels(
  connection: Connection,
  conversationId: number,
  change: (present: string[]) => string[],
  options: CallOptions,
): Promise<string[]> {
  return connection.turns(`labels ${conversationId}`, () =>
    readAndReplace(connection, conversationId, change, options),
  );
}

async function readAndReplace(
  connection: Connection,
  conversationId: number,
  change: (present: string[]) => string[],
  { signal }: CallOptions,
): Promise<string[]> {
  const shared = {
    subject: `conversation ${conversationId}`,
    path: `/conversations/${conversationId}/labels`,
    access: '4.15',
    signal,
  } as const;
  const present = await connection.request(
    { ...shared, operation: 'list_labels', method: 'GET', effect: 'read' },
    answer,
  );
  const labels = change(present);
  if (labels.length === present.length) return present;
  return connection.request(
    { ...shared, operation: 'replace_labels', method: 'POST', effect: 'repeatable', body: { labels } },
    answer,
  );
}
