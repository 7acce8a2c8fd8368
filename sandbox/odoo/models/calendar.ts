import { formatDatetime } from '../orm/environment.ts';
import { validationError } from '../orm/exceptions.ts';
import { boolean, char, datetime, float, html, many2many, many2one, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import { putValues } from '../orm/put-values.ts';
import { type OdooRecord, recordOf } from '../orm/record.ts';

const hour = 3_600_000;

/** Meetings. */
export const calendarEventModel: ModelDefinition = {
  model: 'calendar.event',
  description: 'Calendar Event',
  order: 'start desc, id',
  fields: {
    name: char('Meeting Subject', { required: true }),
    active: boolean('Active', { default: true }),
    start: datetime('Start', { required: true, default: (event) => formatDatetime(event.environment.now()) }),
    stop: datetime('Stop', {
      required: true,
      default: (event) => formatDatetime(new Date(timeOf(event, 'start') + hour)),
    }),
    duration: float('Duration', {
      compute: (event) => (timeOf(event, 'stop') - timeOf(event, 'start')) / hour,
      readonly: false,
      put(event, hours) {
        const stop = new Date(timeOf(event, 'start') + Number(hours) * hour);
        putValues(event, { stop: formatDatetime(stop) });
      },
    }),
    allday: boolean('All Day'),
    user_id: many2one('res.users', 'Organizer', { default: (event) => event.environment.userId }),
    partner_id: many2one('res.partner', 'Scheduled by', { related: 'user_id.partner_id' }),
    partner_ids: many2many('res.partner', 'Attendees', {
      default: ({ environment }) => [
        Number(recordOf(environment, 'res.users', environment.userId).value('partner_id')),
      ],
    }),
    location: char('Location'),
    description: html('Description'),
    privacy: selection(
      { public: 'Public', private: 'Private', confidential: 'Only internal users' },
      'Privacy',
    ),
    show_as: selection({ free: 'Available', busy: 'Busy' }, 'Show as', { required: true, default: 'busy' }),
    opportunity_id: many2one('crm.lead', 'Opportunity'),
  },
  constraints: [endsAfterStart],
};

function timeOf(event: OdooRecord, field: string): number {
  return Date.parse(`${event.text(field).replace(' ', 'T')}Z`);
}

function endsAfterStart(event: OdooRecord): void {
  const [start, stop] = [event.text('start'), event.text('stop')];
  if (stop >= start) return;
  throw validationError(
    'A data e a hora de término não podem ser anteriores à data e à hora de início.\n' +
      `A reunião "${event.text('name')}" inicia às ${start} e termina às ${stop}`,
  );
}
