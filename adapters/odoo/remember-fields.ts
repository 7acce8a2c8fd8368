import type { Odoo, OdooField } from './port.ts';
import { type Remembered, rememberSuccess } from './remember-success.ts';

const keptMs = 10 * 60_000;
const keptAtMost = 200;

interface Entry {
  fields: Remembered<Readonly<Record<string, OdooField>>>;
  until: number;
}

/** `fieldsGet` with a memory: a model's fields change only when modules are installed or upgraded. */
export function rememberFields(
  fieldsGet: Odoo['fieldsGet'],
  now: () => number = Date.now,
): Odoo['fieldsGet'] {
  const entries = new Map<string, Entry>();
  return async (model, attributes, options) => {
    options?.signal?.throwIfAborted();
    const { lang } = options?.context ?? {};
    const key = JSON.stringify([model, attributes, lang]);
    let entry = entries.get(key);
    if (!entry || entry.until <= now()) {
      if (entries.size >= keptAtMost) entries.clear();
      // Without the caller's signal: another caller may be waiting for the same answer.
      const context = lang === undefined ? {} : { lang };
      const fields = rememberSuccess(() => fieldsGet(model, attributes, { context }));
      entry = { fields, until: now() + keptMs };
      entries.set(key, entry);
    }
    return entry.fields.get();
  };
}
