import { expect, test } from 'vitest';
import { htmlToText } from './html-to-text.ts';

test.each([
  ['', ''],
  ['plain', 'plain'],
  ['<p>One</p><p>Two<br/>lines</p>', 'One\nTwo\nlines'],
  ['<div>A</div>\n   <div>B</div>', 'A\nB'],
  ['<ul><li>one</li><li class="x">two</li></ul>end', '- one\n- two\nend'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 'a | b |'],
  ['Caf&eacute; &amp; p&atilde;o', 'Caf&eacute; & p&atilde;o'],
  ['&lt;b&gt; &quot;x&quot; &#39;y&#39; &#x41;&nbsp;z', '<b> "x" \'y\' A z'],
  ['&#0;&#99999999;&bogus;', '&#0;&#99999999;&bogus;'],
  ['a<script>alert("<b>")</script>b<style>p{}</style>c', 'abc'],
  ['a<!-- hidden -->b<!-- never closed', 'ab'],
  ['<a href="https://x.example/?a=1&b=2">link</a>', 'link'],
  ['2 < 3 and 4 > 3', '2 < 3 and 4 > 3'],
  ['<p>a</p><p></p><p></p><p></p><p>b</p>', 'a\n\nb'],
])('%s', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test.each(['<', '<script', '<!--', '&', '<li', '\n '])('100,000 times "%s" take no time', (part) => {
  const started = performance.now();
  htmlToText(part.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
