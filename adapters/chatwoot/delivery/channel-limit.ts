/** Characters in one message, by channel; what a longer one holds beyond is refused or cut by the channel. */
const limits: Record<string, number> = {
  'Channel::Whatsapp': 4_096,
  'Channel::TwilioSms': 1_600,
  'Channel::Instagram': 1_000,
  'Channel::FacebookPage': 2_000,
  'Channel::Telegram': 4_096,
};

const widgetLimit = 10_000;

/** @param channel As Chatwoot names it, for example `Channel::Whatsapp`. */
export function channelLimit(channel: string | null): number {
  return (channel && limits[channel]) || widgetLimit;
}
