import type { Method } from '../orm/model.ts';
import { recordMethods } from './record-methods.ts';
import { searchMethods } from './search-methods.ts';

/** The methods that every model of Odoo `version` has. */
export function commonMethods(_version: number): Record<string, Method> {
  return { ...searchMethods, ...recordMethods };
}
