/** The first version that has something, as `4.12`. */
export type SinceVersion = `${number}.${number}`;

/** Whether a version, as Chatwoot tells it (`4.12.1`), is `since` or a later one. */
export function isSince(version: string, since: SinceVersion): boolean {
  const [major = 0, minor = 0] = numbersOf(version);
  const [sinceMajor = 0, sinceMinor = 0] = numbersOf(since);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

const numbersOf = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0);
