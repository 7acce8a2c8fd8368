import type { Language } from './business-schema.ts';
import { type LocalMoment, type OpeningHours, type Weekday, weekdayOf } from './opening-hours.ts';

const dayNames: Record<Language, Record<Weekday, string>> = {
  'pt-BR': {
    monday: 'segunda',
    tuesday: 'terça',
    wednesday: 'quarta',
    thursday: 'quinta',
    friday: 'sexta',
    saturday: 'sábado',
    sunday: 'domingo',
  },
  en: {
    monday: 'Monday',
    tuesday: 'Tuesday',
    wednesday: 'Wednesday',
    thursday: 'Thursday',
    friday: 'Friday',
    saturday: 'Saturday',
    sunday: 'Sunday',
  },
};

const joints: Record<Language, { to: string; and: string; never: string }> = {
  'pt-BR': { to: ' a ', and: ' e ', never: 'sem horário fixo' },
  en: { to: ' to ', and: ' and ', never: 'no fixed hours' },
};

/** The hours of a week as a customer is told them: "segunda a sexta, das 8h às 18h; sábado, das 8h às 12h". */
export function describeHours({ week }: OpeningHours, language: Language): string {
  const groups: { days: Weekday[]; ranges: string }[] = [];
  for (const day of Object.keys(week) as Weekday[]) {
    const ranges = week[day].map((range) => describeRange(range, language)).join(joints[language].and);
    const last = groups.at(-1);
    if (last?.ranges === ranges) last.days.push(day);
    else groups.push({ days: [day], ranges });
  }
  const open = groups.filter(({ ranges }) => ranges !== '');
  return open.map((group) => describeGroup(group, language)).join('; ') || joints[language].never;
}

/** "segunda, 23/11, às 8h": when people are there again. */
export function describeMoment({ date, time }: LocalMoment, language: Language): string {
  const [, month = '', day = ''] = date.split('-');
  const name = dayNames[language][weekdayOf(date)];
  return language === 'en'
    ? `${name}, ${month}/${day}, at ${time}`
    : `${name}, ${day}/${month}, às ${hour(time)}`;
}

function describeGroup({ days, ranges }: { days: Weekday[]; ranges: string }, language: Language): string {
  const names = days.map((day) => dayNames[language][day]);
  const [first] = names;
  const span =
    names.length > 2 ? [first, names.at(-1)].join(joints[language].to) : names.join(joints[language].and);
  return `${span}, ${ranges}`;
}

function describeRange(range: string, language: Language): string {
  const [from = '', to = ''] = range.split('-');
  return language === 'en' ? `${from}–${to}` : `das ${hour(from)} às ${hour(to)}`;
}

/** As Brazilians write it: `8h`, `13h30`. */
function hour(time: string): string {
  const [hours, minutes] = time.split(':');
  return `${Number(hours)}h${minutes === '00' ? '' : minutes}`;
}
