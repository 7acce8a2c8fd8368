import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { startFixtureGateway } from './conformance/fixture-gateway.ts';
import { startFixture } from './conformance/fixture-server.ts';
import { fetchSuite, runSuite } from './conformance/suite.ts';

/**
 * `npm run test:conformance`: the official MCP conformance suite. All its scenarios against the kit, with a fixture
 * that has what they ask for; and against every server and the gateway, those that its capabilities make
 * applicable. It is no part of `npm test`, as npx fetches the suite.
 */

/** The scenarios that need no fixture, by the capability that they are about. */
const scenarios: Record<string, string[]> = {
  always: ['server-initialize', 'ping', 'dns-rebinding-protection'],
  tools: ['tools-list'],
  resources: ['resources-list'],
  prompts: ['prompts-list'],
  completions: ['completion-complete'],
  logging: ['logging-set-level'],
};

const exceptions = fileURLToPath(new URL('conformance/exceptions.yml', import.meta.url));
const suite = await fetchSuite();
const passed = [await checkKit(), await checkGateway(), await checkServers()].every(Boolean);
console.log(passed ? 'Every applicable scenario passed.' : 'Some scenarios failed.');
process.exitCode = passed ? 0 : 1;

async function checkKit(): Promise<boolean> {
  const fixture = await startFixture();
  const run = await runSuite(suite, `${fixture.url}/mcp`, exceptions);
  await fixture.close();
  console.log(`${run.ok ? 'ok  ' : 'FAIL'} kit: ${run.passed.size} scenarios passed`);
  console.log(run.ok ? run.output.slice(run.output.indexOf('Expected failures')).trim() : run.output);
  return run.ok;
}

/** The fixture again, now behind the gateway with prefixing off: the result must be the same as direct. */
async function checkGateway(): Promise<boolean> {
  const fixture = await startFixture();
  const gateway = await startFixtureGateway(`${fixture.url}/mcp`);
  const run = await runSuite(suite, `${gateway.url}/mcp`, exceptions);
  await gateway.close();
  await fixture.close();
  console.log(`${run.ok ? 'ok  ' : 'FAIL'} gateway before the kit: ${run.passed.size} scenarios passed`);
  if (!run.ok) console.log(run.output);
  return run.ok;
}

async function checkServers(): Promise<boolean> {
  const everything = await startEverything({ environment: {}, freePorts: true, logger: silentLogger });
  let missing = 0;
  for (const [name, address] of Object.entries(everything.urls)) {
    if (name === 'crews') continue;
    const url = `${address}/mcp`;
    const wanted = await applicable(url);
    const run = await runSuite(suite, url);
    const failed = wanted.filter((scenario) => !run.passed.has(scenario));
    console.log(`${failed.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${wanted.join(', ')}`);
    if (failed.length > 0) console.log(`failed: ${failed.join(', ')}\n${run.output}`);
    missing += failed.length;
  }
  await everything.close();
  return missing === 0;
}

async function applicable(url: string): Promise<string[]> {
  const client = new Client({ name: 'conformance', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const capabilities = Object.keys(client.getServerCapabilities() ?? {});
  await client.close();
  return ['always', ...capabilities].flatMap((capability) => scenarios[capability] ?? []);
}
