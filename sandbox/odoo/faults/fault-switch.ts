import { type HttpAnswer, jsonAnswer } from '../protocols/answer.ts';
import { type Faults, faultSchema } from './faults.ts';

/** `POST /sandbox/faults` switches a fault on, `DELETE` switches all off. No real Odoo has this. */
export function switchFaults(faults: Faults, method: string | undefined, body: string): HttpAnswer {
  if (method === 'DELETE') {
    faults.clear();
    return jsonAnswer(200, {});
  }
  const fault = faultSchema.safeParse(parseJson(body));
  if (!fault.success) {
    return jsonAnswer(422, { error: fault.error.issues.map((issue) => issue.message).join('; ') });
  }
  faults.add(fault.data);
  return jsonAnswer(200, { ...fault.data });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The schema says what is expected; what stands there instead does not matter.
    return undefined;
  }
}
