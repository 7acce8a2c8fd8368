import type { Attachment, Message, World } from '../world.ts';

/** Where a file is downloaded, below the address of the stand-in. */
export const filePath = ({ id, name }: Attachment) =>
  `/rails/active_storage/blobs/${id}/${encodeURIComponent(name)}`;

/** A file of a message, as the REST API and events show it. */
export function attachmentJson(world: World, message: Message, attachment: Attachment) {
  const url = `${world.url}${filePath(attachment)}`;
  return {
    id: attachment.id,
    message_id: message.id,
    file_type: attachment.fileType,
    account_id: world.account.id,
    extension: null,
    data_url: url,
    thumb_url: attachment.fileType === 'image' ? url : '',
    file_size: attachment.bytes.byteLength,
    width: null,
    height: null,
  };
}

/** A message without files has no such field at all. */
export function attachmentsJson(world: World, message: Message) {
  if (message.attachments.length === 0) return {};
  return { attachments: message.attachments.map((attachment) => attachmentJson(world, message, attachment)) };
}
