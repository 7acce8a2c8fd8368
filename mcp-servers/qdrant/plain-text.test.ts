import { describe, expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('plain text stays as it is', () => {
  expect(plainText('# 1 < 2 & **tudo**\n', 'text')).toBe('# 1 < 2 & **tudo**\n');
});

describe('HTML', () => {
  test.each([
    ['<p>Prazo</p><p>7 dias</p>', 'Prazo\n\n7 dias'],
    ['uma<br>outra<br/>mais', 'uma\noutra\nmais'],
    ['<ul><li>Pix</li><li>Boleto</li></ul>', 'Pix\n\nBoleto'],
    ['a&nbsp;&amp;&#233;&#xE7;&lt;b&gt;', 'a &éç<b>'],
    ['&copy; e &naoexiste;', '&copy; e &naoexiste;'],
    ['<script>alert(1)</script>Ol\u00e1<style>p{}</style>', 'Olá'],
    ['<!-- segredo -->Ol\u00e1<script>sem fim', 'Olá'],
    ['preço < 10 e > 5', 'preço < 10 e > 5'],
    ['<div>  muito   espaço </div>', 'muito espaço'],
    ['&#0;&#99999999;x', '&#99999999;x'],
  ])('%j', (html, text) => {
    expect(plainText(html, 'html').replace(/\n+/g, '\n\n')).toBe(text.replace(/\n+/g, '\n\n'));
  });
});

describe('Markdown', () => {
  test.each([
    ['# Prazo\nEm **7 dias** ou *antes*.', 'Prazo\n\nEm 7 dias ou antes.'],
    ['- Pix\n- Boleto\n1. Cartão', 'Pix\nBoleto\nCartão'],
    ['Veja [a página](https://loja.example) e ![foto](x.png).', 'Veja a página e foto.'],
    ['---\ntitle: x\n---\nTexto', 'Texto'],
    ['> Citação\n\n---\n\n`código`', 'Citação\n\ncódigo'],
    ['```js\nconst a = 1;\n```', 'const a = 1;'],
    ['2 * 3 * 4 e a_b_c', '2 * 3 * 4 e a_b_c'],
  ])('%j', (markdown, text) => {
    expect(plainText(markdown, 'markdown')).toBe(text);
  });
});

test.each(['html', 'markdown'] as const)('%s that was made to take long does not', (format) => {
  const started = performance.now();
  for (const piece of ['<', '<p', '<!--', '&#', '[', '**a', '* ', '`', '# ', '- - ', '<script>']) {
    plainText(piece.repeat(100_000 / piece.length), format);
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});
