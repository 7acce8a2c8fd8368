import { boolean, char, datetime, float, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';

const weekdays = {
  '0': 'Monday',
  '1': 'Tuesday',
  '2': 'Wednesday',
  '3': 'Thursday',
  '4': 'Friday',
  '5': 'Saturday',
  '6': 'Sunday',
};

/** When a company works, and when it does not. */
export const resourceModels: ModelDefinition[] = [
  {
    model: 'resource.calendar',
    description: 'Resource Working Time',
    fields: {
      name: char('Name', { required: true }),
      active: boolean('Active', { default: true }),
      tz: char('Timezone', { required: true, default: 'America/Sao_Paulo' }),
      two_weeks_calendar: boolean('Calendar in 2 weeks mode'),
      attendance_ids: one2many('resource.calendar.attendance', 'calendar_id', 'Working Time'),
    },
  },
  {
    model: 'resource.calendar.attendance',
    description: 'Work Detail',
    order: 'sequence, week_type, dayofweek, hour_from',
    fields: {
      name: char('Name', { required: true }),
      calendar_id: many2one('resource.calendar', "Resource's Calendar", {
        required: true,
        ondelete: 'cascade',
      }),
      sequence: float('Sequence', { default: 10 }),
      dayofweek: selection(weekdays, 'Day of Week', { required: true, default: '0' }),
      day_period: selection({ morning: 'Morning', lunch: 'Break', afternoon: 'Afternoon' }, 'Day Period', {
        required: true,
        default: 'morning',
      }),
      hour_from: float('Work from', { required: true }),
      hour_to: float('Work to', { required: true }),
      week_type: selection({ '0': 'First', '1': 'Second' }, 'Week Number'),
      display_type: selection({ line_section: 'Section' }, 'Display Type'),
    },
  },
  {
    model: 'resource.calendar.leaves',
    description: 'Resource Time Off Detail',
    order: 'date_from, id',
    fields: {
      name: char('Reason'),
      calendar_id: many2one('resource.calendar', 'Working Hours'),
      date_from: datetime('Start Date', { required: true }),
      date_to: datetime('End Date', { required: true }),
    },
  },
];
