import { isSince, type SinceVersion } from './is-since.ts';

/** What the version of a Chatwoot means for this adapter. */
export interface VersionProfile {
  /** As Chatwoot tells it. */
  version: string;
  /** What is done less well than with the newest version, and why; empty with that one. */
  limitations: string[];
}

/** What came with which version of Chatwoot, and what it is like without it. */
const improvements: readonly { since: SinceVersion; without: string }[] = [
  {
    since: '4.0',
    without:
      'Messages do not keep their delivery key: one that was sent is recognised by its text, since the customer last wrote.',
  },
  { since: '4.2', without: "Bots may not set custom attributes: they are set with the user's token." },
  {
    since: '4.12',
    without:
      "Bots may not show that they type: the sign is shown with the user's token, in that user's name.",
  },
  { since: '4.13', without: 'Events to the bot are not signed: only the secret address protects them.' },
  {
    since: '4.15',
    without: "Bots may not read conversations nor change labels: that is done with the user's token.",
  },
];

/** @param version As Chatwoot tells it, for example `4.12.1`. */
export function versionProfile(version: string): VersionProfile {
  const missing = improvements.filter(({ since }) => !isSince(version, since));
  return { version, limitations: missing.map(({ without }) => without) };
}
