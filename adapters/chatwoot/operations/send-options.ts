import { deliver } from '../delivery/deliver.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const sendOptions =
  (connection: Connection): Chatwoot['sendOptions'] =>
  ({ conversationId, content, deliveryKey, options: choices }, options = {}) =>
    deliver(
      connection,
      { conversationId, contents: [content], private: false, key: deliveryKey, extra: { options: choices } },
      options,
    );
