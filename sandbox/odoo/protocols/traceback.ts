import type { OdooException } from '../orm/exceptions.ts';
import { pythonRepr } from '../orm/python.ts';

const root = '/usr/lib/python3/dist-packages/odoo';

type Frame = [file: string, line: number, name: string, source: string];

const frames: Record<'method' | 'answer', Frame[]> = {
  method: [
    [`${root}/service/model.py`, 184, 'retrying', 'result = func()'],
    [`${root}/service/model.py`, 93, 'call_kw', 'result = method(recs, *args, **kwargs)'],
    [`${root}/orm/models.py`, 5780, 'search_read', 'records = self.search_fetch(domain or [], fields)'],
  ],
  answer: [
    [`${root}/addons/rpc/controllers/xmlrpc.py`, 135, '_xmlrpc', 'return dumps((result,))'],
    ['/usr/lib/python3.13/xmlrpc/client.py', 488, 'dumps', 'dump(v, write)'],
    ['/usr/lib/python3.13/xmlrpc/client.py', 510, '__dump', 'f(self, value, write)'],
  ],
};

/**
 * What Python would print for the exception. Like Odoo's own, it names files of the server.
 *
 * @param during what failed: the method itself or, when it was long committed, writing its answer as XML
 */
export function traceback(exception: OdooException, during: 'method' | 'answer' = 'method'): string {
  const lines = frames[during].map(
    ([file, line, name, source]) => `  File "${file}", line ${line}, in ${name}\n    ${source}\n`,
  );
  return `Traceback (most recent call last):\n${lines.join('')}${lastLine(exception)}\n`;
}

function lastLine({ python, message }: OdooException): string {
  const name = python.replace('builtins.', '');
  return `${name}: ${name === 'KeyError' ? pythonRepr(message) : message}`;
}
