import type { ModelDefinition } from '../orm/model.ts';
import { asOfVersion } from './as-of-version.ts';
import { attachmentModel } from './attachment.ts';
import { calendarEventModel } from './calendar.ts';
import { crmModels } from './crm.ts';
import { fieldNamesOf } from './field-names.ts';
import { invoiceModels } from './invoice.ts';
import { invoiceWizardModel } from './invoice-wizard.ts';
import { mailModels } from './mail.ts';
import { partnerModels } from './partner.ts';
import { placeModels } from './place.ts';
import { pricelistModels } from './pricelist.ts';
import { productAttributeModels } from './product-attribute.ts';
import { productCategoryModel, unitModel } from './product-category.ts';
import { productModel } from './product-product.ts';
import { productTemplateModel } from './product-template.ts';
import { resourceModels } from './resource.ts';
import { saleOrderModel } from './sale-order.ts';
import { saleOrderLineModel } from './sale-order-line.ts';
import { stockModels } from './stock.ts';
import { taxModels } from './tax.ts';
import { technicalModels } from './technical.ts';
import { userModels } from './user.ts';

/** All models of Odoo `version` (14 to 19). */
export function createModels(version: number): ModelDefinition[] {
  const names = fieldNamesOf(version);
  const definitions = [
    ...technicalModels,
    attachmentModel,
    ...placeModels,
    ...partnerModels(version),
    ...userModels(names),
    ...mailModels,
    ...taxModels,
    ...pricelistModels,
    unitModel,
    productCategoryModel,
    ...productAttributeModels,
    productTemplateModel(version),
    productModel,
    ...stockModels,
    saleOrderModel,
    saleOrderLineModel(names),
    ...invoiceModels,
    invoiceWizardModel(names),
    ...crmModels,
    calendarEventModel,
    ...resourceModels,
  ];
  return asOfVersion(definitions, version);
}
