import { z } from 'zod';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

const answer = z.object({ payload: z.array(z.string()) }).transform(({ payload }) => payload);

/** Chatwoot only replaces labels, so they are read, merged and written. */
export const addLabels =
  (connection: Connection): Chatwoot['addLabels'] =>
  async (conversationId, labels, { signal } = {}) => {
    const shared = {
      subject: `conversation ${conversationId}`,
      path: `/conversations/${conversationId}/labels`,
      access: 'later-bots',
      signal,
    } as const;
    const present = await connection.request(
      { ...shared, operation: 'list_labels', method: 'GET', effect: 'read' },
      answer,
    );
    const merged = [...new Set([...present, ...labels])];
    if (merged.length === present.length) return present;
    return connection.request(
      { ...shared, operation: 'add_labels', method: 'POST', effect: 'repeatable', body: { labels: merged } },
      answer,
    );
  };
