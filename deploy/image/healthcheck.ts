/** `node deploy/image/healthcheck.ts <port>`: exits 0 where the process on that port of this host is alive. */
const [port] = process.argv.slice(2);

try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1; // not listening (yet): that is the answer
}
