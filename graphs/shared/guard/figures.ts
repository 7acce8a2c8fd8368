/** A figure as a text states it. What it may mean is more than one thing: `1.234` is 1234 or 1.234. */
export interface Figure {
  kind: 'money' | 'percent' | 'stock' | 'number' | 'date' | 'time' | 'code' | 'identifier';
  /** As it is written. */
  text: string;
  /** What it can be compared by; one of them is enough. */
  values: readonly string[];
}

const amount = String.raw`\d+(?:[.,]\d+)*`;
const months = [
  ['jan'],
  ['fev', 'feb'],
  ['mar'],
  ['abr', 'apr'],
  ['mai', 'may'],
  ['jun'],
  ['jul'],
  ['ago', 'aug'],
  ['set', 'sep'],
  ['out', 'oct'],
  ['nov'],
  ['dez', 'dec'],
];
const monthNames = months.flat().join('|');

/** In this order: what one has read is not read again by the next. */
const patterns: readonly [Figure['kind'], RegExp, (match: RegExpExecArray) => string[]][] = [
  ['identifier', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ([text]) => [text.toLowerCase()]],
  ['date', /\b(\d{4})-(\d\d)-(\d\d)(?=\b|T)/g, ([, , month, day]) => dates(day, month)],
  [
    'date',
    /\b(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?\b/g,
    ([, day, month]) => [...dates(day, month), ...dates(month, day)],
  ],
  [
    'date',
    new RegExp(String.raw`\b(\d{1,2})[ºo]?(?: de)? (${monthNames})[a-zç]*\b`, 'gi'),
    ([, day, month]) => dates(day, monthNumber(month)),
  ],
  [
    'date',
    new RegExp(String.raw`\b(${monthNames})[a-z]* (\d{1,2})\b`, 'gi'),
    ([, month, day]) => dates(day, monthNumber(month)),
  ],
  ['time', /(?<!\d)(\d{1,2})(?:h|:)([0-5]\d)\b/g, ([, hours, minutes]) => [`${Number(hours)}:${minutes}`]],
  ['time', /\b(\d{1,2})h\b/g, ([, hours]) => [`${Number(hours)}:00`]],
  ['money', new RegExp(String.raw`(?:[A-Z]{0,2}\$|€|£)\s?(${amount})`, 'g'), ([, number]) => numbers(number)],
  [
    'money',
    new RegExp(String.raw`(${amount})\s?(?:reais|real|d[óo]lares|dollars|euros?|BRL|USD|EUR)\b`, 'gi'),
    ([, number]) => numbers(number),
  ],
  ['percent', new RegExp(String.raw`(${amount})\s?%`, 'g'), ([, number]) => numbers(number)],
  [
    'stock',
    new RegExp(
      String.raw`(${amount})\s+(?:\p{L}+\s+){0,2}?(?:em estoque|dispon[íi]ve(?:l|is)|in stock|available)`,
      'giu',
    ),
    ([, number]) => numbers(number),
  ],
  ['identifier', /\+?\d[\d ().-]{8,}\d/g, ([text]) => [text.replace(/\D/g, '')]],
  ['code', /\b[A-Z]{1,6}[-/]?\d{3,}[A-Z0-9/-]*\b/g, ([text]) => [text.toUpperCase()]],
  ['number', new RegExp(String.raw`(?<![\p{L}\d])${amount}`, 'gu'), ([number]) => numbers(number)],
];

/** All figures of a text: prices, percentages, dates, times, order numbers, telephone numbers and plain numbers. */
export function figuresIn(text: string): Figure[] {
  const figures: Figure[] = [];
  let rest = text.replace(/^\s*\*?\d{1,2}[.)]\s/gm, ' '); // the numbering of a list says nothing
  for (const [kind, pattern, read] of patterns) {
    rest = rest.replace(pattern, (...parts) => {
      const groups = parts.slice(
        0,
        parts.findIndex((part) => typeof part === 'number'),
      );
      const values = read(groups as unknown as RegExpExecArray);
      figures.push({ kind, text: String(groups[0]).trim(), values });
      return ' '.repeat(String(groups[0]).length);
    });
  }
  return figures;
}

/**
 * What a number in figures can mean. Where both signs stand, the last one is the decimal sign; where one stands
 * several times it separates thousands; where it stands once before three digits, it may be either.
 */
function numbers(text = ''): string[] {
  const digits = (part: string) => part.replace(/\D/g, '');
  const lastSign = text.search(/[.,]\d*$/);
  const asWhole = digits(text);
  const asDecimal = lastSign < 0 ? text : `${digits(text.slice(0, lastSign))}.${text.slice(lastSign + 1)}`;
  const isGrouped = /^\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(text);
  const isOnce = text.search(/[.,]/) === lastSign;
  const readings = isGrouped ? [asWhole, ...(isOnce ? [asDecimal] : [])] : [asDecimal];
  return [...new Set(readings.map((reading) => numberValue(Number(reading))))];
}

/** How a number is compared: to two decimals, as prices are shown. */
export function numberValue(number: number): string {
  return String(Math.round(number * 100) / 100);
}

function dates(day = '', month = ''): string[] {
  return [`${Number(month)}-${Number(day)}`];
}

function monthNumber(name = ''): string {
  return String(months.findIndex((names) => names.includes(name.slice(0, 3).toLowerCase())) + 1);
}
