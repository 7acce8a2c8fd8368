import type { Words } from '#config/business-schema.ts';

/** What a customer is told of whom nothing could be read, heard or seen. */
export const notUnderstood: Words = {
  'pt-BR': 'Desculpe, não consegui entender o que você enviou. Pode escrever em texto, por favor?',
  en: 'Sorry, I could not make out what you have sent. Could you write it as text, please?',
};

/**
 * Whether a message is nothing but names of things without words: `[vídeo]`, `[áudio sem transcrição]`. A name with
 * something behind it, `[imagem: uma trena]` or `[localização: -23.5, -46.6]`, can be gone on with.
 */
export function isUnreadable(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => /^\[[^\]:]+\]$/.test(line.trim()));
}
