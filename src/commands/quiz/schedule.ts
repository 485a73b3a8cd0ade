// The daily question of a place: set, shown, paused, skipped, ended.

import { form, needed, optional } from '../../command.ts'
import { none, page, pauseText, slotSpans, summary } from '../../pages/quiz-schedule.ts'
import { Refusal } from '../../refusal.ts'
import { bold, text } from '../../reply.ts'
import { amid } from '../../value/amid.ts'
import { zoneOfAsker } from '../../value/clock.ts'
import { date } from '../../value/date.ts'
import { days } from '../../value/days.ts'
import { timeOfDay } from '../../value/time-of-day.ts'
import { topics } from '../../value/topics.ts'
import { DAYS } from '../../value/weekdays.ts'
import { zoneBeside } from '../../value/zone.ts'
import { barredHere, kept, mayChange, namesOf, where } from './kept.ts'

const EXAMPLE = '/quiz daily 09:00 Europe/Berlin weekdays'
const QUIZ = /\b(?:quiz|questions?)\b/i

export const daily = form({
  about: 'One question a day, at this time here; days and topics may follow',
  changes: true,
  options: {
    time: needed(amid(QUIZ, timeOfDay), 'A time of day, such as 09:00'),
    zone: optional(zoneBeside, 'A time zone such as Europe/Berlin; yours where it is known'),
    days: optional(days, 'Such as weekdays or mon,wed,fri; every day where nothing is given'),
    topics: optional(topics, 'Topics, separated by commas; all where nothing is given'),
  },
  example: EXAMPLE,
  async run({ time, zone: given, days: on, topics: about }, context) {
    const { asker } = context
    const zone = given ?? (await zoneOfAsker(context))
    if (zone === undefined) {
      const { likely = [] } = zoneBeside
      throw new Refusal(
        'missing',
        `In which time zone is ${time} meant? Expected a city's, such as Europe/Berlin.`,
        EXAMPLE,
        likely,
        'zone',
      )
    }
    const setting = await kept(context, async ({ settings, bank }) => {
      const before = await settings.get(where(asker), asker.now)
      await mayChange(context, before)
      const ids = about ?? []
      if (
        ids.length > 0 &&
        !ids.some((id) => bank.byTopic(id).length > 0 || bank.templates.some((each) => each.topic === id))
      )
        throw new Refusal('no-question', 'There is no question on these topics yet.', EXAMPLE)
      return settings.set(where(asker), asker.person, { time, zone, days: on ?? DAYS, topics: ids }, asker.now)
    })
    const barred = await barredHere(context)
    return page('set', setting, context, [
      text(bold('Set.'), ' ', ...summary(setting, context)),
      ...(barred === undefined ? [] : [text(bold('Nothing can be posted here yet.'), ` ${barred}`)]),
    ])
  },
})

export const show = form({
  about: 'The daily question that is set here, and when the next ones come',
  options: {},
  example: '/quiz show',
  async run(_, context) {
    const { asker } = context
    const setting = await kept(context, ({ settings }) => settings.get(where(asker), asker.now))
    if (!setting) return none('show', context)
    const names = await namesOf(asker, setting.setBy === '' ? [] : [setting.setBy])
    const by = names.get(setting.setBy)
    const lead = setting.paused ? [bold('Paused'), pauseText(setting), ' '] : []
    return page('show', setting, context, [
      text(...lead, ...summary(setting, context), by === undefined ? '' : ` Set by ${by}.`),
    ])
  },
})

export const pause = form({
  about: 'No daily question here until it is resumed, or until a date',
  changes: true,
  options: { until: optional(amid(QUIZ, date), 'The first day with a question again, such as 2027-01-07') },
  example: '/quiz pause until 2027-01-07',
  async run({ until }, context) {
    const { asker } = context
    const setting = await kept(context, async ({ settings }) => {
      const before = await settings.get(where(asker), asker.now)
      await mayChange(context, before)
      if (!before) return undefined
      const from = until?.toZonedDateTime(before.zone).toInstant()
      if (from && Temporal.Instant.compare(from, asker.now) <= 0)
        throw new Refusal(
          'past-date',
          `${until} has come already there. Expected a day that is to come.`,
          '/quiz pause',
          [],
          'until',
        )
      return settings.pause(where(asker), from, asker.now)
    })
    return setting
      ? page('pause', setting, context, [text(bold('Paused'), pauseText(setting))])
      : none('pause', context)
  },
})

export const resume = form({
  about: 'Goes on with the daily question after a pause',
  changes: true,
  options: {},
  example: '/quiz resume',
  async run(_, context) {
    const { asker } = context
    const setting = await kept(context, async ({ settings }) => {
      const before = await settings.get(where(asker), asker.now)
      await mayChange(context, before)
      return before?.paused ? settings.resume(where(asker), asker.now) : before
    })
    return setting
      ? page('resume', setting, context, [text(bold('It runs.'), ' ', ...summary(setting, context))])
      : none('resume', context)
  },
})

export const skip = form({
  about: 'Leaves the next daily question out',
  changes: true,
  options: {},
  example: '/quiz skip',
  async run(_, context) {
    const { asker } = context
    const setting = await kept(context, async ({ settings }) => {
      await mayChange(context, await settings.get(where(asker), asker.now))
      return settings.skip(where(asker), asker.now)
    })
    if (!setting) return none('skip', context)
    const { skipped } = setting
    const lead = skipped
      ? text(bold('Skipped:'), ' ', ...slotSpans(skipped, setting.zone))
      : text('It is paused, so there is nothing to skip.')
    return page('skip', setting, context, [lead], skipped)
  },
})

export const off = form({
  about: 'Ends the daily question here; answers and boards stay',
  changes: true,
  options: {},
  example: '/quiz off',
  async run(_, context) {
    const { asker } = context
    const was = await kept(context, async ({ settings }) => {
      const before = await settings.get(where(asker), asker.now)
      await mayChange(context, before)
      return before && (await settings.off(where(asker)))
    })
    return was ? none('off', context, 'The daily question here is off. Answers and boards stay.') : none('off', context)
  },
})
