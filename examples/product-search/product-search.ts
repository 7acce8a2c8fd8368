/**
 * Searches the catalogue from a program of your own, through the HTTP endpoint of the graph `product-search`.
 *
 *   npx node examples/product-search/product-search.ts "furadeira de impacto"
 */
const crews = process.argv[3] || 'http://127.0.0.1:8004'; // where `npm start` listens
const question = process.argv[2] ?? 'vocês têm furadeira de impacto?';

interface Answer {
  thread_id: string;
  output: {
    reply: string;
    products: {
      product_id: number;
      sku: string;
      name: string;
      price: number;
      free_quantity: number | null;
    }[];
  };
}

const response = await fetch(`${crews}/graphs/product-search/invoke`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' }, // with JWT_SECRET set: authorization: `Bearer ${token}`
  body: JSON.stringify({ input: { messages: [{ role: 'user', content: question }] } }),
});
if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);

const { output } = (await response.json()) as Answer;
console.log(output.reply);
console.table(output.products);
