/**
 * What must not stand in a log, however it came there: an error of a library can quote the arguments that it was
 * given. Numbers are told by the form in which people write them, so that ids and times stay readable.
 */
const patterns: readonly [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
  [/\+\d{10,15}\b/g, '[phone]'],
  [/\(\d{2}\) ?9?\d{4}-?\d{4}\b/g, '[phone]'],
  [/\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g, '[cpf]'],
  [/\b\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}\b/g, '[cnpj]'],
  [/\b\d{4}([ -])\d{4}\1\d{4}\1\d{4}\b/g, '[card]'],
];

/** A text with e-mail addresses, telephone, tax and card numbers masked. */
export function maskPersonalData(text: string): string {
  return patterns.reduce((masked, [pattern, name]) => masked.replace(pattern, name), text);
}
