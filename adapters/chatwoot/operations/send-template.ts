import { deliver } from '../delivery/deliver.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const sendTemplate =
  (connection: Connection): Chatwoot['sendTemplate'] =>
  ({ conversationId, content, deliveryKey, template }, options = {}) =>
    deliver(
      connection,
      { conversationId, contents: [content], private: false, key: deliveryKey, extra: { template } },
      options,
    );
