import type { Method } from '../orm/model.ts';
import { formattedReadGroup } from './formatted-read-group.ts';
import { messageMethods } from './message-methods.ts';
import { readGroup } from './read-group.ts';
import { recordMethods } from './record-methods.ts';
import { searchMethods } from './search-methods.ts';

/** The methods that every model of Odoo `version` has. */
export function commonMethods(version: number): Record<string, Method> {
  return {
    ...searchMethods(version),
    ...recordMethods,
    ...messageMethods,
    read_group: readGroup,
    ...(version >= 19 && { formatted_read_group: formattedReadGroup }),
  };
}
