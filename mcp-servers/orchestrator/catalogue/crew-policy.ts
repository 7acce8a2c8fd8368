import type { Principal } from '#identity/principal.ts';
import { patternMatcher } from './patterns.ts';

/** What each crew may call at most, whatever its token's scopes say. The same for lists and for calls. */
export interface CrewPolicy {
  allows(principal: Principal, tool: string): boolean;
  /** Principals of the same class are allowed the same. */
  classOf(principal: Principal): string;
}

/** @param crews the patterns of tool names by the crew's name; who is not named is bound by scopes alone. */
export function crewPolicy(crews: Readonly<Record<string, readonly string[]>>): CrewPolicy {
  const matchers = new Map(Object.entries(crews).map(([crew, tools]) => [crew, patternMatcher(tools)]));
  return {
    allows: ({ subject }, tool) => matchers.get(subject)?.(tool) ?? true,
    classOf: ({ subject }) => (matchers.has(subject) ? subject : ''),
  };
}
