import type { Attachment, Message, World } from '../world.ts';

/** Where a file is downloaded, below the address of the stand-in. */
export const filePath = ({ id, name }: Attachment) =>
  `/rails/active_storage/blobs/${id}/${encodeURIComponent(name)}`;

/** A file or a place in a message, as the REST API and events show it. */
export function attachmentJson(world: World, message: Message, attachment: Attachment) {
  const { id, fileType, transcript = '', place } = attachment;
  const common = { id, message_id: message.id, file_type: fileType, account_id: world.account.id };
  if (place) {
    const { latitude, longitude, title } = place;
    return {
      ...common,
      coordinates_lat: latitude,
      coordinates_long: longitude,
      fallback_title: title,
      data_url: null,
    };
  }
  const url = `${world.url}${filePath(attachment)}`;
  return {
    ...common,
    extension: null,
    data_url: url,
    thumb_url: fileType === 'image' ? url : '',
    file_size: attachment.bytes.byteLength,
    width: null,
    height: null,
    ...(fileType === 'audio' ? { transcribed_text: transcript } : {}),
  };
}

/** A message without files has no such field at all. */
export function attachmentsJson(world: World, message: Message) {
  if (message.attachments.length === 0) return {};
  return { attachments: message.attachments.map((attachment) => attachmentJson(world, message, attachment)) };
}
