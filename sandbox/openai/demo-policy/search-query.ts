import type { ChatRequest } from '../policy.ts';
import { customerText, plain } from './words.ts';

const filler = new Set(
  (
    'a o as os um uma uns umas de da do das dos em no na nos nas e ou com sem para pra por que qual quais quanto ' +
    'quantos custa custam preco precos valor tem tens temos voces voce vcs vc ai eu meu minha preciso precisando ' +
    'procuro procurando quero queria gostaria comprar ver saber oi ola bom boa dia tarde noite favor se estoque ' +
    'tudo bem disponivel algum alguma ainda me mostra mostre do you have how much is the i need want hello hi please any some'
  ).split(' '),
);

/** The catalogue is in Portuguese. */
const translations: Record<string, string> = {
  hammer: 'martelo',
  drill: 'furadeira',
  saw: 'serra',
  paint: 'tinta',
  brush: 'pincel',
  ladder: 'escada',
  gloves: 'luva',
  lamp: 'lâmpada',
};

/** What is left of a question when the words of conversation are taken out. */
export function searchQuery(request: ChatRequest): { query: string } {
  const said = customerText(request).replace(/\[imagem: ([^\]]*)\]/g, '$1');
  const text = said.replace(/\bprefiro [^.,;!?]*/i, ''); // said of the customer, not the product
  const kept = text.split(/[\s,;:!?()"]+/).filter((word) => word && !filler.has(plain(word)));
  const query = kept.map((word) => translations[plain(word).replace(/s$/, '')] ?? word).join(' ');
  return { query: (query || text).slice(0, 200) || 'produto' };
}
