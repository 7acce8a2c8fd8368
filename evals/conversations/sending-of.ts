import type { MessageView } from '#sandbox/chatwoot/play/conversation-view.ts';
import type { CustomerSending } from '#sandbox/chatwoot/rules/receive-message.ts';
import type { Sending } from './dialogue.ts';

const endings = { audio: 'ogg', image: 'jpg', video: 'mp4', file: 'pdf' };
const types = { audio: 'audio/ogg', image: 'image/jpeg', video: 'video/mp4', file: 'application/pdf' };

/** What a dialogue's customer sends, as the stand-in for Chatwoot takes it. */
export function sendingOf(sending: Sending, earlier: readonly MessageView[]): string | CustomerSending {
  if (typeof sending === 'string') return sending;
  const { text, file, place, reply_to } = sending;
  const quoted =
    reply_to && earlier.findLast(({ content, private: hidden }) => !hidden && reply_to.test(content));
  return {
    ...(text === undefined ? {} : { content: text }),
    attachments: [...(file ? [attachmentOf(file)] : []), ...(place ? [locationOf(place)] : [])],
    ...(quoted ? { inReplyTo: quoted.id } : {}),
  };
}

type Attachment = NonNullable<CustomerSending['attachments']>[number];

/** A recording of nothing: it has no words but the transcript. */
function attachmentOf({ kind, transcript }: NonNullable<Exclude<Sending, string>['file']>): Attachment {
  return {
    fileType: kind,
    name: `arquivo.${endings[kind]}`,
    contentType: types[kind],
    bytes: new Uint8Array([0xff, 0xfe]),
    ...(transcript === undefined ? {} : { transcript }),
  };
}

function locationOf(place: NonNullable<Attachment['place']>): Attachment {
  return { fileType: 'location', name: 'location', contentType: '', bytes: new Uint8Array(), place };
}
