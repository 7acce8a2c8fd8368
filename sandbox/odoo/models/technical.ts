import { boolean, char, many2one, selection } from '../orm/field.ts';
import type { MethodCall, ModelDefinition } from '../orm/model.ts';
import { search } from '../orm/search.ts';
import type { Value } from '../orm/value.ts';

const moduleStates = { uninstalled: 'Not Installed', installed: 'Installed', uninstallable: 'Uninstallable' };
const origins = { manual: 'Custom', base: 'Base' };

/** What a user may read; here everything. */
function availableModels({ environment }: MethodCall): Value {
  return search(environment, 'ir.model', []).map((record) => ({
    model: record.value('model'),
    display_name: record.value('name'),
  }));
}

/** What the database says about itself: models, fields, installed modules. */
export const technicalModels: ModelDefinition[] = [
  {
    model: 'ir.model',
    description: 'Models',
    order: 'model',
    searchNamesIn: ['name', 'model'],
    fields: {
      name: char('Model Description', { required: true, translate: true }),
      model: char('Model', { required: true }),
      state: selection(origins, 'Type', { readonly: true, default: 'base' }),
      transient: boolean('Transient Model'),
    },
    methods: { get_available_models: { onModel: true, run: availableModels } },
  },
  {
    model: 'ir.model.fields',
    description: 'Fields',
    order: 'name, id',
    displayName: (field) => `${field.text('field_description')} (${field.text('model')})`,
    fields: {
      name: char('Field Name', { required: true }),
      model: char('Model Name', { required: true }),
      model_id: many2one('ir.model', 'Model', { required: true, ondelete: 'cascade' }),
      field_description: char('Field Label', { required: true, translate: true }),
      ttype: char('Field Type', { required: true }),
      relation: char('Related Model'),
      relation_field: char('Relation Field'),
      required: boolean('Required'),
      readonly: boolean('Readonly'),
      store: boolean('Stored'),
      state: selection(origins, 'Type', { readonly: true, default: 'base' }),
    },
  },
  {
    model: 'ir.module.module',
    description: 'Module',
    order: 'name',
    searchNamesIn: ['name', 'shortdesc'],
    fields: {
      name: char('Technical Name', { required: true, readonly: true }),
      shortdesc: char('Module Name', { readonly: true, translate: true }),
      state: selection(moduleStates, 'Status', { readonly: true, default: 'uninstalled' }),
      latest_version: char('Installed Version', { readonly: true }),
    },
  },
];
