import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '#adapters/mcp/sdk.ts';
import { startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { startFixtureGateway } from './conformance/fixture-gateway.ts';
import { startFixture } from './conformance/fixture-server.ts';
import { fetchSuite, runSuite, type SuiteRun } from './conformance/suite.ts';

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
const passed = [await checkKitAndGateway(), await checkServers()].every(Boolean);
console.log(passed ? 'Every applicable scenario passed.' : 'Some scenarios failed.');
process.exitCode = passed ? 0 : 1;

/** The kit alone, and behind the gateway with prefixing off: the result must be the same. */
async function checkKitAndGateway(): Promise<boolean> {
  const fixture = await startFixture();
  const gateway = await startFixtureGateway(`${fixture.url}/mcp`);
  const direct = await runSuite(suite, `${fixture.url}/mcp`, exceptions);
  const through = await runSuite(suite, `${gateway.url}/mcp`, exceptions);
  await gateway.close();
  await fixture.close();
  report('kit', direct);
  report('gateway before the kit', through);
  if (direct.ok) console.log(direct.output.slice(direct.output.indexOf('Expected failures')).trim());
  const differing = [
    ...[...direct.passed].filter((scenario) => !through.passed.has(scenario)),
    ...[...through.passed].filter((scenario) => !direct.passed.has(scenario)),
  ];
  const isSame = differing.length === 0;
  console.log(
    `${isSame ? 'ok  ' : 'FAIL'} the same through the gateway as direct ${differing.join(', ')}`.trim(),
  );
  return direct.ok && through.ok && isSame;
}

function report(name: string, { ok, passed, output }: SuiteRun): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${passed.size} scenarios passed`);
  if (!ok) console.log(output);
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
