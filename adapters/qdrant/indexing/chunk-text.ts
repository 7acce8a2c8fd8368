/** Most characters of a chunk: one answer of a model holds several, and one thought fits into each. */
const longestChunk = 1_200;

/**
 * Cuts a text into parts of at most 1,200 characters, between paragraphs where it can, else between
 * sentences, else between words. A short text is one chunk; an empty one too.
 */
export function chunkText(text: string): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const piece of pieces(text.trim())) {
    if (chunk.length + piece.length > longestChunk) {
      chunks.push(chunk.trim());
      chunk = '';
    }
    chunk += piece;
  }
  chunks.push(chunk.trim());
  return chunks.filter((part, index) => part !== '' || index === 0);
}

/** The text in pieces that fit, each with the space after it. */
function pieces(text: string): string[] {
  if (text.length <= longestChunk) return [text];
  return text.match(/[\s\S]+?(?:\n\s*\n\s*|$)/g)?.flatMap(sentences) ?? [];
}

function sentences(paragraph: string): string[] {
  if (paragraph.length <= longestChunk) return [paragraph];
  return paragraph.match(/[\s\S]+?(?:[.!?]+\s+|\n|$)/g)?.flatMap(words) ?? [];
}

function words(sentence: string): string[] {
  if (sentence.length <= longestChunk) return [sentence];
  return (
    sentence.match(new RegExp(`[\\s\\S]{1,${longestChunk - 1}}(?:\\s|$)|\\S{${longestChunk}}`, 'g')) ?? []
  );
}
