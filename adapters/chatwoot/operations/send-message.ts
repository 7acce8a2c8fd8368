import { InputError } from '#errors/errors.ts';
import { channelLimit } from '../delivery/channel-limit.ts';
import { deliver } from '../delivery/deliver.ts';
import { splitText } from '../delivery/split-text.ts';
import type { Connection } from '../http/connection.ts';
import type { Chatwoot } from '../port.ts';

export const sendMessage =
  (connection: Connection): Chatwoot['sendMessage'] =>
  async ({ conversationId, content, deliveryKey, channel }, options = {}) => {
    const contents = splitText(content, channelLimit(channel));
    if (contents.length === 0) throw new InputError('The message is empty.');
    return deliver(connection, { conversationId, contents, private: false, key: deliveryKey }, options);
  };
