import { spawn } from 'node:child_process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';

/**
 * `npm run test:conformance`: the official MCP conformance suite against every server and the gateway, each with
 * the scenarios that its capabilities make applicable. It is no part of `npm test`, as npx fetches the suite.
 */
const suite = ['--yes', '@modelcontextprotocol/conformance@0.1.16', 'server'];
const timeoutMs = 120_000;

/** The scenarios that need no fixture tools, by the capability that they are about. */
const scenarios: Record<string, string[]> = {
  always: ['server-initialize', 'ping', 'dns-rebinding-protection'],
  tools: ['tools-list'],
  resources: ['resources-list'],
  prompts: ['prompts-list'],
};

const everything = await startEverything({ environment: {}, freePorts: true, logger: silentLogger });
let failures = 0;
for (const [name, address] of Object.entries(everything.urls)) {
  if (name === 'crews') continue;
  const url = `${address}/mcp`;
  for (const scenario of await applicable(url)) {
    const { passed, output } = await run(url, scenario);
    console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}: ${scenario}`);
    if (passed) continue;
    failures += 1;
    console.log(output);
  }
}
await everything.close();
console.log(failures === 0 ? 'Every applicable scenario passed.' : `${failures} scenarios failed.`);
process.exitCode = failures === 0 ? 0 : 1;

async function applicable(url: string): Promise<string[]> {
  const client = new Client({ name: 'conformance', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  const capabilities = Object.keys(client.getServerCapabilities() ?? {});
  await client.close();
  return ['always', ...capabilities].flatMap((capability) => scenarios[capability] ?? []);
}

function run(url: string, scenario: string): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('npx', [...suite, '--url', url, '--scenario', scenario], { timeout: timeoutMs });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    child.on('close', (code) => {
      // The suite's own count: its exit code alone would also be 0 where nothing was checked.
      const passed = code === 0 && /Passed: ([1-9]\d*)\/\1, 0 failed/.test(output);
      resolve({ passed, output });
    });
  });
}
