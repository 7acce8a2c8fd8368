import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { createToolbox } from '#adapters/mcp/toolbox.ts';
import type { Config } from '#config/load-config.ts';
import { describeError } from '#errors/describe-error.ts';
import type { Tokens } from '#identity/tokens.ts';
import type { Logger } from '#telemetry/logger.ts';

const folder = new URL('../sandbox/knowledge/', import.meta.url);

/** Gives the stand-in for Qdrant the sample shop's rules, so that questions about them have answers. */
export async function loadKnowledge(config: Config, tokens: Tokens, logger: Logger): Promise<void> {
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const [title = '', ...body] = readFileSync(new URL(file, folder), 'utf8').split('\n');
      return { id: file.replace(/\.md$/, ''), title: title.replace(/^# /, ''), text: body.join('\n').trim() };
    });
  const toolbox = createToolbox({
    url: config.MCP_ORCHESTRATOR_URL,
    audience: 'mcp-orchestrator',
    tokens,
    timeoutSeconds: 30,
  });
  try {
    await toolbox.call({
      tool: 'qdrant_upsert_documents',
      arguments: { collection: 'knowledge', documents },
      principal: { subject: 'launch', tenant: config.TENANT, scopes: ['qdrant:write'] },
      output: z.object({}),
    });
  } catch (error) {
    logger.warn({ reason: describeError(error).message }, 'the sample articles could not be loaded');
  } finally {
    await toolbox.close();
  }
}
