import { spellingSimilarity } from './spelling-similarity.ts';

/** Shorter starts are taken as they are: one letter of three would be too much to forgive. */
const shortestForgiven = 4;

/** Whether a word begins with what was typed, one typing error forgiven where enough was typed. */
export function isNearPrefix(typed: string, word: string): boolean {
  if (word.startsWith(typed)) return true;
  if (typed.length < shortestForgiven) return false;
  // A letter left out or too many shifts the rest, so starts of three lengths are compared.
  return [-1, 0, 1].some((more) => {
    const start = word.slice(0, typed.length + more);
    return start.length >= shortestForgiven && isOneErrorAway(typed, start);
  });
}

/** How well the words of a name go on as what was typed: exact starts before near ones, at the front first. */
export function nearPrefixScore(typed: string[], words: string[]): number {
  return typed.reduce((score, start) => {
    const exact = words.findIndex((word) => word.startsWith(start));
    const near = exact >= 0 ? exact : words.findIndex((word) => isNearPrefix(start, word));
    return near < 0 ? score : score + (exact >= 0 ? 1 : 0.5) / (near + 2);
  }, 0);
}

function isOneErrorAway(one: string, other: string): boolean {
  // Five letters at least, as the similarity forgives nothing below; a common ending changes no distance.
  return spellingSimilarity(`${one}_`, `${other}_`) > 0;
}
