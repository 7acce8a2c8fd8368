/** What differs between versions of Chatwoot, as far as a bot notices it. */
export interface VersionProfile {
  version: string;
  signsWebhooks: boolean;
  /** Older versions drop all keys of `content_attributes` but those that they know. */
  keepsContentAttributes: boolean;
  /** Whether `conversation_updated` and `conversation_status_changed` are sent to bots. */
  tellsUpdates: boolean;
  /** Whether bots may read a conversation and its labels, and show that they type. */
  opensMoreToBots: boolean;
}

export const versionProfiles = {
  '3.13': {
    version: '3.13.0',
    signsWebhooks: false,
    keepsContentAttributes: false,
    tellsUpdates: false,
    opensMoreToBots: false,
  },
  '4.16': {
    version: '4.16.0',
    signsWebhooks: true,
    keepsContentAttributes: true,
    tellsUpdates: true,
    opensMoreToBots: true,
  },
} as const satisfies Record<string, VersionProfile>;

export type Version = keyof typeof versionProfiles;
