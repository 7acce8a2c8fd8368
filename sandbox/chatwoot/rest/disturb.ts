import type { Request, Response } from 'express';
import { type Faults, takeFault } from '../faults.ts';

/** Makes a request go wrong where a test has asked for it. */
export function disturb(faults: Faults) {
  return (request: Request, response: Response, next: () => void) => {
    const fault = takeFault(faults, `${request.method} ${request.originalUrl.split('?')[0]}`);
    if (!fault) return next();
    if (fault.kind === 'hang') return;
    if (fault.kind === 'cut') return void request.socket.destroy();
    if (fault.kind === 'cut-after') {
      response.json = () => {
        request.socket.destroy();
        return response;
      };
      return next();
    }
    response.status(fault.status ?? 500).set(fault.headers ?? {});
    response.type(fault.body?.startsWith('<') ? 'html' : 'json').send(fault.body ?? '{}');
  };
}
