import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';

/**
 * Odoo, Qdrant and a model of fixed delay as a process of their own: `node stand-ins-process.ts <delay in ms>`. Its parent is
 * told the settings that reach them, and whenever it asks how often the model was asked and how long they were busy. A number is
 * another delay.
 */
const delayMs = Number(process.argv[2]);
const [odoo, qdrant, model] = await Promise.all([
  startSandboxOdoo(),
  startSandboxQdrant(),
  startSandboxOpenAi({ policy: countingPolicy(), delayMs }),
]);
let asked = 0;

process.on('message', (message) => {
  if (typeof message === 'number') model.setDelay(message);
  const { user, system } = process.cpuUsage();
  process.send?.({ asked, cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit());
process.send?.({
  ODOO_URL: odoo.url,
  ODOO_DB: odoo.db,
  ODOO_USERNAME: odoo.username,
  ODOO_API_KEY: odoo.apiKey,
  QDRANT_URL: qdrant.url,
  OPENAI_BASE_URL: model.url,
  OPENAI_API_KEY: model.apiKey,
  OPENAI_MODEL: 'demo-model',
});

function countingPolicy(): typeof demoPolicy {
  return (request) => {
    asked += 1;
    return demoPolicy(request);
  };
}
