import { deliver } from '../delivery/deliver.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const sendPrivateNote =
  (connection: Connection): Chatwoot['sendPrivateNote'] =>
  ({ conversationId, content, deliveryKey }, options = {}) =>
    deliver(connection, { conversationId, contents: [content], private: true, key: deliveryKey }, options);
