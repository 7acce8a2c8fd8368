const lookEveryMs = 250;
const noticedMs = 2_000;

/** How long this process did not run at all, because the machine slept, was paused, or had no time for it. */
export interface Standstill {
  /** Of all that lasted for two seconds or more. */
  seconds(): number;
  stop(): void;
}

/** Time-outs end during a standstill as if something had been slow: a figure that explains what looks like a fault. */
export function watchStandstill(now: () => number = Date.now): Standstill {
  let last = now();
  let total = 0;
  const timer = setInterval(() => {
    const late = now() - last - lookEveryMs;
    if (late >= noticedMs) total += late;
    last = now();
  }, lookEveryMs).unref();
  return { seconds: () => Math.round(total / 1_000), stop: () => clearInterval(timer) };
}
