import { loadConfig } from '#config/load-config.ts';
import { startStandIns } from '#launch/stand-ins.ts';

/** The outside world in a process of its own; its only argument are the variables of what is real. */
const standIns = await startStandIns(loadConfig(JSON.parse(process.argv[2] ?? '{}')));
const customer = standIns.chatwoot?.customer('+5511990000001', 'Cliente do banco de testes');
let conversationId = 0;
for (let count = 1; count <= 40; count += 1)
  conversationId = customer?.write(`Mensagem ${count}: vocês têm furadeira?`).conversationId ?? 0;

process.send?.({ variables: standIns.variables, conversationId });
process.once('disconnect', () => process.exit(0));
