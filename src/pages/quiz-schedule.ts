// The daily question of a place as it is said back: the time, the next posts, and what may be done with it.

import { z } from 'zod'
import type { Context } from '../command.ts'
import type { Slot } from '../quiz/schedule.ts'
import type { Setting } from '../quiz/settings.ts'
import { type Block, bold, code, list, type Reply, type Span, spans, text } from '../reply.ts'
import { DAYS, writeDays } from '../value/weekdays.ts'
import { row } from './buttons.ts'

export const scheduleAnswer = z.strictObject({
  type: z.literal('quiz-schedule'),
  act: z.enum(['show', 'set', 'pause', 'resume', 'skip', 'off']),
  /** Null where there is none. */
  schedule: z
    .strictObject({
      time: z.string(),
      zone: z.string(),
      days: z.string(),
      topics: z.array(z.string()),
      paused: z.boolean(),
      pausedUntil: z.string().nullable(),
    })
    .nullable(),
  next: z.array(z.string()),
  skipped: z.string().nullable(),
})
export type Act = z.infer<typeof scheduleAnswer>['act']
export type Shown = Reply<z.infer<typeof scheduleAnswer>>

/** "09:00 in Europe/Berlin, weekdays, from all topics." */
export function summary({ time, zone, days: on, topics: about }: Setting, { library }: Context): Span[] {
  const names = about.map((id) => library.topic(id)?.title ?? id)
  const from = names.length === 0 ? 'all topics' : names.join(', ')
  return [...spans('One question at ', bold(time), ` in ${zone}, ${writeDays(on)}, from ${from}.`)]
}

export function pauseText({ paused, zone }: Setting): string {
  const reason = paused?.reason === undefined ? '' : `: ${paused.reason}`
  const until = paused?.until?.toZonedDateTimeISO(zone).toPlainDate()
  return `${reason}${until ? ` until ${until.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}` : ''}.`
}

/** The post by the clock there, and by the reader's. */
export const slotSpans = ({ date: day, at }: Slot, zone: string): Span[] => {
  const there = at.toZonedDateTimeISO(zone)
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' })
  const name = Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  return [...spans(`${name}, ${time} in ${zone} (`), { kind: 'time', at: at.epochMilliseconds }, ...spans(')')]
}

export function page(act: Act, setting: Setting, context: Context, lead: Block[], skipped?: Slot): Shown {
  const { next, zone, paused, days: on } = setting
  const button = (label: string, name: string) => context.button(label, { command: 'quiz', form: name, raw: {} })
  return {
    blocks: [
      ...lead,
      ...(next.length > 0 ? [text('The next:'), list(next.map((slot) => slotSpans(slot, zone)))] : []),
      ...row([
        paused ? button('Resume', 'resume') : button('Pause', 'pause'),
        act === 'set' && on.length === DAYS.length
          ? context.button('Weekdays only', {
              command: 'quiz',
              form: 'daily',
              raw: {
                time: setting.time,
                zone,
                days: 'weekdays',
                ...(setting.topics.length > 0 && { topics: setting.topics.join(', ') }),
              },
            })
          : undefined,
        button('Question now', 'now'),
      ]),
    ],
    answer: {
      type: 'quiz-schedule',
      act,
      schedule: {
        time: setting.time,
        zone,
        days: writeDays(on),
        topics: [...setting.topics],
        paused: paused !== undefined,
        pausedUntil: paused?.until?.toString() ?? null,
      },
      next: next.map(({ at }) => at.toString()),
      skipped: skipped?.date ?? null,
    },
    again: { command: 'quiz', form: 'show', raw: {} },
  }
}

export function none(act: Act, context: Context, lead = 'No daily question is set here.'): Shown {
  const button = (label: string, name: string, raw = {}) => context.button(label, { command: 'quiz', form: name, raw })
  return {
    blocks: [
      text(lead, ' Set one with ', code(context.typed('/quiz daily 09:00 Europe/Berlin weekdays')), '.'),
      ...row([
        button('Weekdays at 09:00', 'daily', { time: '09:00', days: 'weekdays' }),
        button('Question now', 'now'),
        button('Practise', 'practice'),
      ]),
    ],
    answer: { type: 'quiz-schedule', act, schedule: null, next: [], skipped: null },
    again: { command: 'quiz', form: 'show', raw: {} },
  }
}
