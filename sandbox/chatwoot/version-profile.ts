/** What differs between versions of Chatwoot, as far as a bot notices it. */
export interface VersionProfile {
  version: string;
  signsWebhooks: boolean;
  /** Older versions drop all keys of `content_attributes` but those that they know. */
  keepsContentAttributes: boolean;
  /** Whether `conversation_updated` and `conversation_status_changed` are sent to bots. */
  tellsUpdates: boolean;
}

export const versionProfiles = {
  '3.13': {
    version: '3.13.0',
    signsWebhooks: false,
    keepsContentAttributes: false,
    tellsUpdates: false,
  },
  '4.12': {
    version: '4.12.0',
    signsWebhooks: false,
    keepsContentAttributes: true,
    tellsUpdates: false,
  },
  '4.14': {
    version: '4.14.0',
    signsWebhooks: true,
    keepsContentAttributes: true,
    tellsUpdates: true,
  },
  '4.16': {
    version: '4.16.0',
    signsWebhooks: true,
    keepsContentAttributes: true,
    tellsUpdates: true,
  },
} as const satisfies Record<string, VersionProfile>;

export type Version = keyof typeof versionProfiles;

/** Whether a version is `since`, given as `4.12`, or a later one. */
export function isSince(version: string, since: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
