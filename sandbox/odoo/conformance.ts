import { describe } from 'vitest';
import { attachmentSuite } from './conformance/attachments.ts';
import { groupSuite } from './conformance/groups.ts';
import { loginSuite } from './conformance/login.ts';
import { recordSuite } from './conformance/records.ts';
import { refusalSuite } from './conformance/refusals.ts';
import { saleSuite } from './conformance/sale.ts';
import { searchSuite } from './conformance/searches.ts';
import { createMark, type OdooTarget } from './conformance/target.ts';

/**
 * Declares the suite that a stand-in and a real Odoo 19 both pass: raw requests over both external APIs, no client
 * of ours between. Whatever it creates carries a mark of its own and is deleted again.
 */
export function describeOdooConformance(name: string, target: OdooTarget): void {
  describe(`${name} behaves like Odoo 19`, () => {
    const context = { target, mark: createMark() };
    loginSuite(context);
    refusalSuite(context);
    recordSuite(context);
    attachmentSuite(context);
    searchSuite(context);
    saleSuite(context);
    groupSuite(context);
  });
}
