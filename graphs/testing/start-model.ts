import { createChatModel } from '#adapters/openai/create-chat-model.ts';
import type { ChatPolicy } from '#sandbox/openai/policy.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';

/** A model whose mind is `policy`, and which is not asked twice when it fails. */
export async function startModel(policy: ChatPolicy) {
  const sandbox = await startSandboxOpenAi({ policy });
  const settings = { apiKey: sandbox.apiKey, baseUrl: sandbox.url, model: 'demo-model' };
  return { ...sandbox, chat: createChatModel({ ...settings, timeoutSeconds: 5, retries: 0 }) };
}
