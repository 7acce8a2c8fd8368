import { ProjectError } from '#errors/errors.ts';
import { downloadFile } from './download-file.ts';
import type { Sensed, Senses } from './senses.ts';

/** What a channel tells of a file that a customer has sent. */
export interface Attachment {
  /** As Chatwoot names it: audio, image, video, file, location, … */
  type: string;
  url: string | null;
}

/**
 * The words in which a conversation goes on about an attachment: what is said in it, or `[imagem: …]`. Undefined for
 * what cannot be heard or seen, at present or at all: the customer is then told so, which is better than no answer.
 *
 * @param from Where the channel's files are; see {@link downloadFile}.
 */
export async function perceive(
  { type, url }: Attachment,
  senses: Senses | undefined,
  { from, signal }: { from: string; signal: AbortSignal },
): Promise<Sensed | undefined> {
  const sense = type === 'audio' ? senses?.hear : type === 'image' ? senses?.see : undefined;
  if (!sense || !url) return undefined;
  try {
    const { words, usage } = await sense(await downloadFile(url, { from, signal }), signal);
    const isPicture = type === 'image' && words !== '';
    return { words: isPicture ? `[imagem: ${words.replace(/[[\]]/g, ' ')}]` : words, usage };
  } catch (error) {
    if (error instanceof ProjectError) return undefined;
    throw error;
  }
}
