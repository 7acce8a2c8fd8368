import { startTestRedis } from '#test/redis.ts';
import { memoryCandidate, redisCandidate } from './checkpoints-candidates.ts';
import { newConversation, takeTurn } from './checkpoints-conversation.ts';
const server = await startTestRedis();
const cs = [redisCandidate(server.url), memoryCandidate()];
const convs = [];
for (const c of cs) { const k = newConversation(); for (let i = 0; i < 500; i += 1) { if (c.name !== 'RedisSaver' && i < 498) { (k as any).messages.push(...[]); } await (c.name === 'RedisSaver' || i > 497 ? takeTurn(c.saver, k, i) : (async () => { const { humanMessage, modelMessage } = await import('./checkpoints-conversation.ts'); k.messages = [...k.messages, humanMessage(i), modelMessage(i)]; })()); } convs.push(k); }
const cpu = [0, 0], wall: number[][] = [[], []];
for (let r = 0; r < 80; r += 1) for (const [i, c] of cs.entries()) {
  const b = process.cpuUsage(), t = performance.now();
  const tuple = await c.saver.getTuple(convs[i]!.config);
  if ((tuple!.checkpoint.channel_values as any).messages.length !== 1000) throw new Error('len');
  if (r >= 20) { const u = process.cpuUsage(b); cpu[i]! += u.user + u.system; wall[i]!.push(performance.now() - t); }
}
const med = (a: number[]) => a.sort((x, y) => x - y)[Math.floor(a.length / 2)]!;
console.log(cs.map((c, i) => `${c.name} cpu ${(cpu[i]! / 60000).toFixed(2)} ms wall p50 ${med(wall[i]!).toFixed(2)} min ${wall[i]![0]!.toFixed(2)}`).join('\n'));
for (const c of cs) await c.close(); await server.stop(); process.exit(0);
