import type { UpstreamRequest } from '../ask-upstream.ts';
import { createMetrics } from '../metrics.ts';

/** How many such requests this process has made: what a test has made is the difference to before. */
export async function countUpstreamRequests(request: UpstreamRequest & { outcome: string }): Promise<number> {
  const labels = Object.entries(request).map(([name, value]) => `${name}="${value}"`);
  const text = await createMetrics('test').registry.metrics();
  const line = text
    .split('\n')
    .filter((each) => each.startsWith('upstream_request_seconds_count{'))
    .find((each) => labels.every((label) => each.includes(label)));
  return Number(line?.slice(line.lastIndexOf(' ')) ?? 0);
}
