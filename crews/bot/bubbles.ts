/** More would be a flood: what is left goes into the last one. */
const mostBubbles = 6;

const sentences = new Intl.Segmenter('pt-BR', { granularity: 'sentence' });

/** After these a full stop ends no sentence. */
const abbreviation = /(^|\s)(sra?|dra?|profa?|av|r|rod|al|tel|cel|ex|pág|art|nº|cia|ltda)\.\s*$/i;

/**
 * Cuts a reply into messages of about `characters`, as a person would send them: at the ends of paragraphs, and
 * of sentences where a paragraph is longer. A list stays in one piece, whatever its length.
 *
 * @param characters 0 leaves the reply in one piece.
 */
export function bubblesOf(reply: string, characters: number): string[] {
  if (characters === 0 || reply.length <= characters) return [reply];
  const pieces = reply
    .split(/\n\s*\n/)
    .flatMap((paragraph) => piecesOf(paragraph.trim(), characters))
    .filter((piece) => piece !== '');
  const kept = pieces.slice(0, mostBubbles - 1);
  const rest = pieces.slice(mostBubbles - 1).join('\n\n');
  return rest ? [...kept, rest] : kept;
}

function piecesOf(paragraph: string, characters: number): string[] {
  if (paragraph.length <= characters || paragraph.includes('\n')) return [paragraph];
  const pieces: string[] = [];
  let piece = '';
  for (const sentence of sentencesOf(paragraph)) {
    if (piece !== '' && (piece + sentence).trimEnd().length > characters) {
      pieces.push(piece.trimEnd());
      piece = '';
    }
    piece += sentence;
  }
  return [...pieces, piece.trimEnd()];
}

function sentencesOf(paragraph: string): string[] {
  const found: string[] = [];
  for (const { segment } of sentences.segment(paragraph)) {
    const last = found.at(-1);
    if (last !== undefined && abbreviation.test(last)) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}
