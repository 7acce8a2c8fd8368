import type { Command } from './commands.ts';
import { createRecord } from './create-record.ts';
import type { OdooRecord } from './record.ts';
import { recordOf } from './record.ts';
import { checkExistence, unlinkRecords } from './unlink-records.ts';
import { idsOf, type Value } from './value.ts';
import { writeRecord } from './write-record.ts';

/** Carries out x2many commands on the field `name` of `record`. */
export function applyCommands(record: OdooRecord, name: string, commands: Command[]): void {
  const list = record.model.fields[name]?.type === 'one2many' ? lines(record, name) : links(record, name);
  const { environment } = record;
  const relation = record.model.fields[name]?.relation ?? '';
  for (const command of commands) {
    if (command.kind === 'create') list.create(command.values);
    else if (command.kind === 'update') writeRecord(existing(command.id), command.values);
    else if (command.kind === 'delete') unlinkRecords([existing(command.id)]);
    else if (command.kind === 'set') setTo(command.ids);
    else if (command.kind === 'link') list.link(existing(command.id).id);
    else list.unlink(command.id);
  }

  function existing(id: number): OdooRecord {
    checkExistence(environment, relation, [id]);
    return recordOf(environment, relation, id);
  }

  function setTo(ids: number[]): void {
    const before = idsOf(record.value(name));
    for (const id of before) if (!ids.includes(id)) list.unlink(id);
    for (const id of ids) if (!before.includes(id)) list.link(existing(id).id);
  }
}

/** How a list of records takes one in or lets one go. */
interface RecordList {
  create(values: Record<string, Value>): void;
  link(id: number): void;
  unlink(id: number): void;
}

/** A one2many: the line itself says where it belongs; without its owner a required line is deleted. */
function lines(record: OdooRecord, name: string): RecordList {
  const { environment } = record;
  const { relation = '', inverse = '' } = record.model.fields[name] ?? {};
  return {
    create: (values) => createRecord(environment, relation, { ...values, [inverse]: record.id }),
    link: (id) => writeRecord(recordOf(environment, relation, id), { [inverse]: record.id }),
    unlink(id) {
      const line = recordOf(environment, relation, id);
      if (line.model.fields[inverse]?.required) unlinkRecords([line]);
      else writeRecord(line, { [inverse]: false });
    },
  };
}

/** A many2many: the ids are kept on this side. */
function links(record: OdooRecord, name: string): RecordList {
  const { environment, model, id: owner } = record;
  const relation = model.fields[name]?.relation ?? '';
  const put = (ids: number[]) => environment.database.update(model.model, owner, { [name]: ids });
  const held = () => idsOf(record.value(name));
  return {
    create: (values) => put([...held(), createRecord(environment, relation, values).id]),
    link: (id) => put([...held().filter((other) => other !== id), id]),
    unlink: (id) => put(held().filter((other) => other !== id)),
  };
}
