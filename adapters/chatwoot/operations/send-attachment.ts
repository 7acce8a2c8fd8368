import { deliver } from '../delivery/deliver.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const sendAttachment =
  (connection: Connection): Chatwoot['sendAttachment'] =>
  ({ conversationId, content, deliveryKey, file }, options = {}) =>
    deliver(
      connection,
      { conversationId, contents: [content], private: false, key: deliveryKey, extra: { file } },
      options,
    );
