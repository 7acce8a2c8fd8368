import { type Field, selection, text } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';

/** What came with a version, and is not there before it. */
const arrivals: readonly { since: number; model: string; fields?: string[]; methods?: string[] }[] = [
  { since: 16, model: 'ir.model', methods: ['get_available_models'] },
  { since: 16, model: 'sale.order', fields: ['delivery_status'] },
  { since: 17, model: 'sale.order', fields: ['locked'], methods: ['action_lock'] },
];

/** What went with a version. */
const departures: readonly { until: number; model: string; methods: string[] }[] = [
  { until: 16, model: 'sale.order', methods: ['action_done'] },
];

type Change = (field: Field) => Field;

const plainText: Change = ({ string }) => text(string);

/** Fields of a document were read-only except in some of its states, which `fields_get` told. */
const openInDraft: Change = (field) => ({
  ...field,
  readonly: true,
  openIn: ['draft', 'sent'],
});

const withLockedState: Change = (field) => ({
  ...selection({ ...Object.fromEntries(field.selection ?? []), done: 'Locked' }, field.string),
  readonly: true,
  ...(field.default === undefined ? {} : { default: field.default }),
});

/** Fields that had another form until a version. */
const changes: readonly { until: number; model: string; fields: string[]; change: Change }[] = [
  { until: 14, model: 'calendar.event', fields: ['description'], change: plainText },
  { until: 14, model: 'crm.lead', fields: ['description'], change: plainText },
  { until: 16, model: 'sale.order', fields: ['state'], change: withLockedState },
  {
    until: 16,
    model: 'sale.order',
    fields: ['partner_id', 'date_order', 'order_line', 'pricelist_id'],
    change: openInDraft,
  },
];

/** The definitions, which are those of 17 and later, as `version` has them. */
export function asOfVersion(definitions: ModelDefinition[], version: number): ModelDefinition[] {
  return definitions.map((definition) => {
    const ofModel = <Rule extends { model: string }>(rules: readonly Rule[]) =>
      rules.filter(({ model }) => model === definition.model);
    const later = ofModel(arrivals).filter(({ since }) => version < since);
    const gone = ofModel(departures).filter(({ until }) => version > until);
    const fields = without(
      definition.fields,
      later.flatMap((rule) => rule.fields ?? []),
    );
    for (const { fields: names, change } of ofModel(changes).filter(({ until }) => version <= until)) {
      for (const name of names) if (fields[name]) fields[name] = change(fields[name]);
    }
    const absent = [...later, ...gone].flatMap((rule) => rule.methods ?? []);
    return { ...definition, fields, methods: without(definition.methods ?? {}, absent) };
  });
}

function without<Value>(all: Record<string, Value>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
}
