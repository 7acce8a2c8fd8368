/**
 * Does `work` within some seconds and while `signal` lasts, even where it does not look at its own signal. Nothing
 * is left behind when it ends earlier, unlike with `AbortSignal.timeout`, whose timer runs on.
 *
 * @throws what `tooLate` makes when the time is up, the reason of `signal` when that is aborted.
 */
export async function withinTime<Result>(
  signal: AbortSignal,
  seconds: number,
  { work, tooLate }: { work: (signal: AbortSignal) => Promise<Result>; tooLate: () => Error },
): Promise<Result> {
  signal.throwIfAborted();
  const ended = new AbortController();
  return new Promise<Result>((resolve, reject) => {
    const end = (error: unknown, reason: unknown) => {
      reject(error);
      ended.abort(reason);
    };
    const cancel = () => end(signal.reason, signal.reason);
    const timer = setTimeout(
      () => end(tooLate(), new DOMException('The time is up.', 'TimeoutError')),
      seconds * 1_000,
    );
    signal.addEventListener('abort', cancel, { once: true });
    const run = async () => work(ended.signal);
    run()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      });
  });
}
