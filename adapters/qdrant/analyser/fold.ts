/** Lower case without accents: `Furação` → `furacao`. The first and last step of every analyser. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
}
