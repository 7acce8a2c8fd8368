import type { TurnStage } from '#telemetry/crews-metrics.ts';

/**
 * Tells how long each stage took, in seconds: from the end of the one before, the first from now. A stage that fails
 * is not told; the time of the failed attempt is.
 */
export function stageClock(
  onStage?: (stage: TurnStage, seconds: number) => void,
): (ended: TurnStage) => void {
  let began = performance.now();
  return (ended) => {
    const now = performance.now();
    onStage?.(ended, (now - began) / 1_000);
    began = now;
  };
}
