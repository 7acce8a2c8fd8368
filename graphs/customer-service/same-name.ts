interface Named {
  name: string;
}

/** The one whose name fits the customer's words best; undefined where none does, or two do equally well. */
export function bestNamed<Candidate extends Named>(
  candidates: readonly Candidate[],
  words: string,
): Candidate | undefined {
  const said = new Set(plainWords(words));
  const scored = candidates
    .map((candidate) => ({
      candidate,
      score: plainWords(candidate.name).filter((word) => said.has(word)).length,
    }))
    .sort((left, right) => right.score - left.score);
  const [best, second] = scored;
  return best && best.score > 0 && best.score !== second?.score ? best.candidate : undefined;
}

/** Without accents and capitals; "de" and "da" tell nobody apart. */
function plainWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2);
}
