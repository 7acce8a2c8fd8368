import type { CustomerMessage, QueuedAttachment } from './queued-message.ts';

const longestText = 4_000;
const longestQuote = 200;

const attachmentNames = new Map([
  ['audio', 'áudio sem transcrição'],
  ['image', 'imagem'],
  ['video', 'vídeo'],
  ['location', 'localização'],
  ['contact', 'contato'],
  ['file', 'arquivo'],
]);

/**
 * The words of a burst of messages as one text; what has no words is named, so that it is not passed over.
 *
 * @param quoted The texts of the earlier messages that some of these reply to, by their numbers.
 */
export function textOf(
  messages: readonly CustomerMessage[],
  quoted: ReadonlyMap<number, string> = new Map(),
): string {
  const parts = messages.flatMap(({ content, contentAttributes, attachments }) => {
    const quote = quoted.get(contentAttributes.in_reply_to ?? 0);
    return [
      ...(quote ? [`[em resposta a: "${shortened(quote)}"]`] : []),
      ...(content?.trim() ? [content.trim()] : []),
      ...attachments.map(attachmentText),
    ];
  });
  return parts.join('\n').slice(0, longestText) || '[mensagem vazia]';
}

function attachmentText(attachment: QueuedAttachment): string {
  const { type, transcribedText, latitude, longitude, title } = attachment;
  if (transcribedText) return transcribedText;
  const place = latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`;
  const details = [title, place].filter(Boolean).join(', ');
  const name = attachmentNames.get(type) ?? type;
  return details ? `[${name}: ${details}]` : `[${name}]`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longestQuote ? line : `${line.slice(0, longestQuote - 1)}…`;
}
