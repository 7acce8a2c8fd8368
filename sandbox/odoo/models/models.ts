import type { ModelDefinition } from '../orm/model.ts';
import { fieldNamesOf } from './field-names.ts';
import { partnerModels } from './partner.ts';
import { placeModels } from './place.ts';
import { pricelistModels } from './pricelist.ts';
import { productModels } from './product.ts';
import { saleOrderModel } from './sale-order.ts';
import { saleOrderLineModel } from './sale-order-line.ts';
import { taxModels } from './tax.ts';
import { userModels } from './user.ts';

/** All models of Odoo `version` (17, 18 or 19). */
export function createModels(version: number): ModelDefinition[] {
  const names = fieldNamesOf(version);
  return [
    ...placeModels,
    ...partnerModels(version),
    ...userModels(names),
    ...taxModels,
    ...pricelistModels,
    ...productModels(version),
    saleOrderModel,
    saleOrderLineModel(names),
  ];
}
