/**
 * Makes an order through the graph `order-creation`: the first call ends in an interrupt with the quotation,
 * the second resumes the same thread with the customer's words.
 *
 *   npx node examples/order-creation/order-creation.ts "quero 2 martelos"
 */
const crews = process.argv[3] || 'http://127.0.0.1:8004'; // where `npm start` listens
const wish = process.argv[2] ?? 'quero 2 martelos';

interface Answer {
  thread_id: string;
  output: { reply: string; order: { name: string; state: string; amount_total: number } | null };
  interrupts: { id: string; value: { kind: string; message: string } }[];
}

async function invoke(body: object): Promise<Answer> {
  const response = await fetch(`${crews}/graphs/order-creation/invoke`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' }, // with JWT_SECRET set: authorization: `Bearer ${token}`
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

// The customer comes from you, the caller, and never from the words of a message: the crew orders for this
// phone number, whatever the text says.
const contact = { name: 'Maria Exemplo', phone: '+5511987654321' };

const quoted = await invoke({
  input: { messages: [{ role: 'user', content: wish }] },
  context: { contact },
});
const [question] = quoted.interrupts;
console.log(question ? question.value.message : quoted.output.reply);

if (question) {
  const placed = await invoke({
    thread_id: quoted.thread_id,
    resume: 'sim, pode confirmar',
    context: { contact },
  });
  console.log(placed.output.reply);
  console.log(placed.output.order);
}
