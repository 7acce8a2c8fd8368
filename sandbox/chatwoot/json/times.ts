/** Unix seconds, whole; 0 for no time, as Chatwoot's `to_i` gives. */
export const seconds = (time: Date | null): number => (time ? Math.floor(time.getTime() / 1000) : 0);

/** Unix seconds with a fraction. */
export const fractionalSeconds = (time: Date): number => time.getTime() / 1000;
