import type { OdooException } from '../orm/exceptions.ts';
import { pythonRepr } from '../orm/python.ts';

const root = '/usr/lib/python3/dist-packages/odoo';

/** What Python would print for the exception. Like Odoo's own, it names files of the server. */
export function traceback(exception: OdooException): string {
  const frames = [
    [`${root}/service/model.py`, 184, 'retrying', 'result = func()'],
    [`${root}/service/model.py`, 93, 'call_kw', 'result = method(recs, *args, **kwargs)'],
    [`${root}/orm/models.py`, 5780, 'search_read', 'records = self.search_fetch(domain or [], fields)'],
  ].map(([file, line, name, source]) => `  File "${file}", line ${line}, in ${name}\n    ${source}\n`);
  return `Traceback (most recent call last):\n${frames.join('')}${lastLine(exception)}\n`;
}

function lastLine({ python, message }: OdooException): string {
  const name = python.replace('builtins.', '');
  return `${name}: ${name === 'KeyError' ? pythonRepr(message) : message}`;
}
