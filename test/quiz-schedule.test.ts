// The daily question of a place, by what people type: set, said back, paused, skipped, changed by those who may, and posted on time.

import { describe, expect, test } from 'vitest'
import { labelsOf, openQuizWorld, type QuizWorld, tokenOf } from './quiz-world.ts'
import { asker } from './world.ts'

// A Sunday evening.
const SUNDAY = { now: Temporal.Instant.from('2026-11-22T20:00:00Z') }
const MONDAY_NOON = { now: Temporal.Instant.from('2026-11-23T12:00:00Z') }
const ADA = { person: 'U1', name: 'Ada' }
const BOB = { person: 'U2', name: 'Bob' }

const daily = (world: QuizWorld, line = '/quiz daily 09:00 Europe/Berlin weekdays', who = {}) =>
  world.say(line, { ...SUNDAY, ...ADA, ...who })
const nextOf = ({ reply }: { reply: { answer: object } }) => (reply.answer as { next: string[] }).next

describe('a schedule', () => {
  test('is said back with its zone and the next three posting times', async () => {
    const world = await openQuizWorld()

    const { reply, text, to } = await daily(world)

    expect(to).toBe('asker')
    expect(text).toContain('One question at 09:00 in Europe/Berlin, weekdays, from all topics.')
    expect(reply.answer).toMatchObject({
      act: 'set',
      schedule: { time: '09:00', zone: 'Europe/Berlin', days: 'weekdays', topics: [], paused: false },
      next: ['2026-11-23T08:00:00Z', '2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z'],
    })
    expect((await world.say('/quiz', SUNDAY)).text).toContain('Set by Ada')
  })

  test.each([
    ['/quiz daily 9am berlin', { time: '09:00', zone: 'Europe/Berlin', days: 'daily', topics: [] }],
    ['/quiz daily 9 Asia/Tokyo mon-thu', { time: '09:00', zone: 'Asia/Tokyo', days: 'mon-thu', topics: [] }],
    ['/quiz daily 2:30 pm new york mon, wed and fri', { time: '14:30', zone: 'America/New_York', days: 'mon,wed,fri' }],
    [
      '/quiz daily noon UTC weekends availability',
      { time: '12:00', zone: 'UTC', days: 'weekends', topics: ['availability'] },
    ],
    ['/quiz daily 08:15 Europe/London security, cap theorem', { time: '08:15', topics: ['security', 'cap-theorem'] }],
    ['/quiz daily 07:45 Europe/London topics="durability and pacelc"', { topics: ['durability', 'pacelc'] }],
    ['/quiz daily 08:15 Europe/London security cap theorem', { topics: ['security', 'cap-theorem'] }],
    ['/quiz daily 08:15 Etc/GMT-2', { zone: 'Etc/GMT-2' }],
    ['/quiz dayly 08:15 UTC', { time: '08:15', zone: 'UTC', topics: [] }],
    ['/nines quiz daily 10.30 Europe/Paris Tue/Thu', undefined],
    ['quiz daily 10:30 Europe/Paris Tue,Thu', { time: '10:30', zone: 'Europe/Paris', days: 'tue,thu' }],
    [
      'post a quiz question every weekday at 9:30 in Berlin',
      { time: '09:30', zone: 'Europe/Berlin', days: 'weekdays' },
    ],
  ])('is read from %j', async (line, schedule) => {
    const { reply } = await daily(await openQuizWorld(), line)

    expect(reply.answer).toMatchObject(schedule ? { type: 'quiz-schedule', schedule } : { type: 'refusal' })
  })

  test.each([
    ['/quiz daily 25:00 Europe/Berlin', 'unknown-time'],
    ['/quiz daily', 'missing'],
    ['/quiz daily 09:00 Mars/Olympus', 'unknown-zone'],
    ['/quiz daily 09:00 CET weekdays', 'unknown-zone'],
    ['/quiz daily 09:00 UTC+2 weekdays', 'unknown-zone'],
    ['/quiz daily 09:00 Europe/Berlin everyday gardening', 'unknown-topic'],
    ['/quiz daily 09:00 Europe/Berlin security gardening', 'unknown-topic'],
    ['/quiz pause until the cows come home', 'unknown-date'],
    ['/quiz pause until 2020-01-01', 'past-date'],
  ])('is refused kindly in %j', async (line, code) => {
    const world = await openQuizWorld()
    await daily(world)

    const { reply, to } = await daily(world, line)

    expect(reply.answer).toMatchObject({ type: 'refusal', code })
    expect(to).toBe('asker')
    const { example } = reply.answer as unknown as { example: string }
    expect([line, example, (await daily(world, example)).reply.answer.type]).not.toContain('refusal')
  })

  test('takes the zone that the asker has set, else the one in the profile, else asks for it', async () => {
    const world = await openQuizWorld()
    const asked = await daily(world, '/quiz daily 09:00 weekdays')
    expect(asked.reply.answer).toMatchObject({ type: 'refusal', code: 'missing' })
    expect(asked.text).toMatch(/time zone/i)
    expect(labelsOf(asked.reply)).toContain('Europe/Berlin')

    const pressed = await world.press(asked.reply, 'Europe/London', { ...SUNDAY, ...ADA })
    expect(pressed.reply.answer).toMatchObject({ schedule: { time: '09:00', zone: 'Europe/London', days: 'weekdays' } })

    const profile = await daily(world, '/quiz daily 09:00', { zone: async () => 'Asia/Tokyo' })
    expect(profile.reply.answer).toMatchObject({ schedule: { zone: 'Asia/Tokyo' } })

    await world.say('/nines zone Asia/Dubai', ADA)
    const set = await daily(world, '/quiz daily 09:00', { zone: async () => 'Asia/Tokyo' })
    expect(set.reply.answer).toMatchObject({ schedule: { zone: 'Asia/Dubai' } })
  })

  test('keeps the wall clock across daylight saving in what it promises', async () => {
    const world = await openQuizWorld()
    const now = Temporal.Instant.from('2027-03-27T12:00:00Z')

    expect(nextOf(await daily(world, '/quiz daily 02:30 Europe/Berlin', { now }))).toEqual([
      '2027-03-28T01:30:00Z',
      '2027-03-29T00:30:00Z',
      '2027-03-30T00:30:00Z',
    ])
  })

  test('posts once a day, at its time, and is not promised again for a day that has had its post', async () => {
    const world = await openQuizWorld()
    await daily(world)
    await world.tick('2026-11-23T07:59:59Z')
    expect(world.posts).toHaveLength(0)
    await world.tick('2026-11-23T08:00:01Z')
    await world.tick('2026-11-23T08:00:09Z')
    expect(world.posts.map(({ key }) => key)).toEqual(['2026-11-23'])

    const later = await daily(world, '/quiz daily 15:00 Europe/Berlin', MONDAY_NOON)

    expect(nextOf(later)[0]).toBe('2026-11-24T14:00:00Z')
    await world.tick('2026-11-23T14:00:01Z')
    expect(world.posts).toHaveLength(1)
    await world.tick('2026-11-24T14:00:01Z')
    expect(world.posts.map(({ key }) => key)).toEqual(['2026-11-23', '2026-11-24'])
  })

  test('is changed by who set it, by a manager, and by nobody else; by anybody where there is none', async () => {
    const world = await openQuizWorld()
    await daily(world)
    const lines = ['/quiz daily 10:00 UTC', '/quiz pause', '/quiz resume', '/quiz skip', '/quiz off']
    for (const line of lines)
      expect([line, (await daily(world, line, BOB)).reply.answer]).toMatchObject([line, { code: 'not-yours' }])
    expect((await daily(world, '/quiz', BOB)).reply.answer).toMatchObject({
      schedule: { time: '09:00', paused: false },
    })

    expect((await daily(world, '/quiz pause', { ...BOB, manager: true })).reply.answer).toMatchObject({ act: 'pause' })
    expect((await daily(world, '/quiz resume', { ...BOB, manages: async () => true })).reply.answer).toMatchObject({
      act: 'resume',
    })
    expect((await daily(world, '/quiz skip', { ...BOB, manages: async () => false })).reply.answer).toMatchObject({
      code: 'not-yours',
    })
    expect((await daily(world, '/quiz pause', ADA)).reply.answer).toMatchObject({ act: 'pause' })
    expect((await daily(world, '/quiz off', ADA)).reply.answer).toMatchObject({ schedule: null })
    expect((await daily(world, '/quiz daily 10:00 UTC', BOB)).reply.answer).toMatchObject({ act: 'set' })
  })

  test('that a manager changed stays that of who set it', async () => {
    const world = await openQuizWorld()
    await daily(world)
    await daily(world, '/quiz daily 10:00 UTC', { ...BOB, manager: true })

    expect((await daily(world, '/quiz pause', ADA)).reply.answer).toMatchObject({ act: 'pause' })
  })

  test('of one place is not that of another', async () => {
    const world = await openQuizWorld()
    await daily(world)

    expect((await daily(world, '/quiz', { place: 'C2' })).reply.answer).toMatchObject({ schedule: null })
    expect((await daily(world, '/quiz', { workspace: 'W2' })).reply.answer).toMatchObject({ schedule: null })
  })

  test('is shared as it is shown, so that sharing changes nothing', async () => {
    const world = await openQuizWorld()
    await daily(world)
    const skipped = await daily(world, '/quiz skip')

    expect(tokenOf(skipped.reply, 'Share')).toBe('1+quiz.show')
  })

  test('says what keeps the bot from posting, and what to do about it', async () => {
    const { text } = await daily(await openQuizWorld(), undefined, { barred: async () => 'Type /invite @nines here.' })

    expect(text).toContain('Type /invite @nines here.')
  })
})

describe('a pause', () => {
  test('without an end lasts until it is resumed', async () => {
    const world = await openQuizWorld()
    await daily(world)
    const paused = await daily(world, '/quiz pause')
    expect(paused.reply.answer).toMatchObject({ schedule: { paused: true, pausedUntil: null }, next: [] })
    await world.tick('2026-11-23T08:00:01Z')
    expect(world.posts).toHaveLength(0)

    const resumed = await world.press(paused.reply, 'Resume', { ...MONDAY_NOON, ...ADA })

    expect(nextOf(resumed)[0]).toBe('2026-11-24T08:00:00Z')
    await world.tick('2026-11-24T08:00:01Z')
    expect(world.posts.map(({ key }) => key)).toEqual(['2026-11-24'])
  })

  test.each([
    ['until 2026-11-25', '2026-11-25'],
    ['until 25 November', '2026-11-25'],
    ['until Nov 25', '2026-11-25'],
    ['until wednesday', '2026-11-25'],
    ['until tomorrow', '2026-11-23'],
    ['2026-11-25', '2026-11-25'],
    ['for 3 days', '2026-11-25'],
    ['until next week', '2026-11-23'],
  ])('%s ends at the first post on or after that day', async (until, first) => {
    const world = await openQuizWorld()
    await daily(world)

    const paused = await daily(world, `/quiz pause ${until}`)

    expect(nextOf(paused)[0]).toBe(`${first}T08:00:00Z`)
    for (const day of ['23', '24', '25', '26']) await world.tick(`2026-11-${day}T08:00:01Z`)
    expect(world.posts[0]?.key).toBe(first)
    expect(
      (await world.say('/quiz', { now: Temporal.Instant.from('2026-11-26T09:00:00Z') })).reply.answer,
    ).toMatchObject({
      schedule: { paused: false },
    })
  })

  test('is no news where nothing is set', async () => {
    const world = await openQuizWorld()

    for (const line of ['/quiz pause', '/quiz resume', '/quiz skip', '/quiz off', '/quiz'])
      expect((await world.say(line)).text).toContain('No daily question is set here.')
  })
})

describe('skipping', () => {
  test('leaves out the next post alone, also after a change of the time', async () => {
    const world = await openQuizWorld()
    await daily(world)

    const skipped = await daily(world, '/quiz skip')

    expect(skipped.reply.answer).toMatchObject({ skipped: '2026-11-23' })
    expect(nextOf(skipped)[0]).toBe('2026-11-24T08:00:00Z')
    expect(nextOf(await daily(world, '/quiz daily 10:00 Europe/Berlin'))[0]).toBe('2026-11-24T09:00:00Z')
    await world.tick('2026-11-23T09:00:01Z')
    await world.tick('2026-11-24T09:00:01Z')
    expect(world.posts.map(({ key }) => key)).toEqual(['2026-11-24'])
  })

  test('twice leaves out two', async () => {
    const world = await openQuizWorld()
    await daily(world)
    await daily(world, '/quiz skip')

    expect(nextOf(await daily(world, '/quiz skip'))[0]).toBe('2026-11-25T08:00:00Z')
  })
})

describe('plain words', () => {
  test.each([
    ['pause the quiz', 'quiz-schedule', 'pause'],
    ['please pause the daily quiz until 2027-01-07', 'quiz-schedule', 'pause'],
    ['stop the daily quiz', 'quiz-schedule', 'off'],
    ['skip the next quiz question', 'quiz-schedule', 'skip'],
    ['when is the next quiz question?', 'quiz-schedule', 'show'],
    ['give me a practice question', 'quiz-question', undefined],
    ['quiz me', 'quiz-person', undefined],
    ['what is my streak?', 'quiz-person', undefined],
    ['show the quiz leaderboard', 'quiz-board', undefined],
    ['who is leading the quiz this month', 'quiz-board', undefined],
    ['what do you store about me?', 'quiz-privacy', undefined],
    ['ask us a quiz question', 'quiz-posted', undefined],
  ])('%j mean what they say', async (words, type, act) => {
    const world = await openQuizWorld()
    await daily(world)

    const { reply } = await daily(world, words)

    expect(reply.answer).toMatchObject({ type, ...(act !== undefined && { act }) })
  })

  test.each([
    'is the quiz paused?',
    'was the daily quiz stopped?',
    'why did you skip the quiz?',
    'quiz',
    'when did the quiz end here',
    'never stop the daily quiz',
    'do not pause the daily quiz',
    'dont skip the next quiz question',
    'please don’t skip the next quiz question',
    'the daily quiz should not be turned off',
    "we shouldn't end the quiz here",
    'do not post a quiz question now',
  ])('%j that ask or forbid change nothing', async (words) => {
    const world = await openQuizWorld()
    await daily(world)
    const before = (await world.say('/quiz', SUNDAY)).reply.answer

    const { answer } = (await daily(world, words)).reply

    expect(answer.type === 'quiz-schedule' ? (answer as unknown as { act: string }).act : 'show').toBe('show')
    expect(world.posts).toHaveLength(0)
    expect((await world.say('/quiz', SUNDAY)).reply.answer).toEqual(before)
  })

  test.each([
    'standup 9:30',
    '9am',
    'friday',
    'month',
    'off',
    '2027-01-07',
    'weekdays',
    'delete',
    'skip list',
    'pause',
  ])('%j alone change nothing and are about no quiz', async (words) => {
    const world = await openQuizWorld()
    await daily(world)
    const before = (await world.say('/quiz', SUNDAY)).reply.answer

    const { reply } = await daily(world, words)

    expect(reply.answer.type).not.toMatch(/^quiz/)
    expect((await world.say('/quiz', SUNDAY)).reply.answer).toEqual(before)
  })
})

describe('what can be completed', () => {
  test('are times, zones, days and topics', async () => {
    const { bot } = await openQuizWorld()
    const offered = (option: string, typed: string) =>
      bot.suggest({ command: 'quiz', form: 'daily' }, option, typed, asker()).map(({ value }) => value)

    expect(offered('time', '09')).toContain('09:00')
    expect(offered('zone', 'berl')).toContain('Europe/Berlin')
    expect(offered('days', 'week')).toContain('weekdays')
    expect(offered('topics', 'avail')).toContain('availability')
  })
})
