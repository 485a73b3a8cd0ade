// The quiz's posts through the ticker's work, on both engines: once, on time, and accounted for where not.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Posting } from '../src/quiz/posting.ts'
import type { Post } from '../src/store/schema.ts'
import { openStore, type Store } from '../src/store/store.ts'
import {
  BANK,
  DAY,
  daily,
  HOUR,
  inPlace,
  MINUTE,
  NINE,
  openPlatform,
  PLACE,
  type Platform,
  plus,
  replica,
  SECOND,
  WORKSPACE,
} from './posting-ground.ts'
import { GROUNDS, type Ground } from './stores.ts'

describe.each(GROUNDS)('on $name', ({ start }) => {
  let ground: Ground
  let store: Store
  let platform: Platform
  let one: Posting
  let two: Posting
  beforeAll(async () => {
    ground = await start()
  })
  afterAll(() => ground.end())
  beforeEach(async () => {
    store = await openStore(await ground.fresh())
    platform = openPlatform()
    one = replica(store, platform, 'one')
    two = replica(store, platform, 'two')
    return () => store.close()
  })

  const row = async (key: string, place = PLACE): Promise<Post | undefined> =>
    (await store.posts.ofPlace(WORKSPACE, place)).find((each) => each.key === key)
  const answer = async (id: string, person: string, correct: boolean, at: number) =>
    store.answers.add({ workspace: WORKSPACE, post: id, person, option: correct ? 0 : 1, correct, at, editAt: at })

  describe('a question that is due', () => {
    test('is posted at its time and not before, and the next day again', async () => {
      await store.schedules.put(daily())

      expect((await one.tick(plus(-SECOND))).posts).toEqual([])
      const report = await one.tick(NINE)
      expect(report.posts).toMatchObject([
        { workspace: WORKSPACE, place: PLACE, key: '2026-11-23', outcome: 'posted', answer: { type: 'quiz-question' } },
      ])
      expect((await one.tick(plus(SECOND))).posts).toEqual([])
      await one.tick(plus(DAY))

      expect(inPlace(platform).map(({ key }) => key)).toEqual(['2026-11-23', '2026-11-24'])
      expect((await row('2026-11-24'))?.state).toBe('posted')
      expect(new Set(platform.messages.map(({ text }) => text)).size).toBe(2)
    })

    test('is posted once by two replicas that look at the same moment', async () => {
      for (let n = 0; n < 30; n++) await store.schedules.put(daily({ place: `C${n}` }))

      await Promise.all([one.tick(NINE), two.tick(NINE), one.tick(NINE), two.tick(NINE)])

      expect(platform.messages.map(({ place }) => place).sort()).toEqual(
        Array.from({ length: 30 }, (_, n) => `C${n}`).sort(),
      )
    })

    test('is posted up to two hours late, then skipped with a reason', async () => {
      await store.schedules.put(daily())
      await store.schedules.put(daily({ place: 'C2' }))
      await one.tick(plus(2 * HOUR))
      expect(platform.messages).toHaveLength(2)

      await one.tick(plus(DAY + 2 * HOUR + 1))
      expect(platform.messages).toHaveLength(2)
      expect(await row('2026-11-24')).toMatchObject({ state: 'skipped', reason: 'missed' })
    })

    test('is not made up for after days without the bot, and each of those days is accounted for', async () => {
      await store.schedules.put(daily())

      await one.tick(plus(3 * DAY + MINUTE))

      expect(inPlace(platform).map(({ key }) => key)).toEqual(['2026-11-26'])
      const rows = await store.posts.ofPlace(WORKSPACE, PLACE)
      expect(rows.map(({ key, state, reason }) => [key, state, reason])).toEqual([
        ['2026-11-26', 'posted', null],
        ['2026-11-25', 'skipped', 'missed'],
        ['2026-11-24', 'skipped', 'missed'],
        ['2026-11-23', 'skipped', 'missed'],
      ])
    })

    test('in many places is accounted for after three weeks without the bot', async () => {
      const nextAt = plus(-20 * DAY).epochMilliseconds
      for (let n = 0; n < 120; n++) await store.schedules.put(daily({ place: `C${n}`, days: 'daily', nextAt }))

      await one.tick(plus(3 * HOUR))

      expect(platform.messages).toEqual([])
      const rows = await store.posts.ofPlace(WORKSPACE, 'C119')
      expect(rows.length).toBeGreaterThanOrEqual(14)
      expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(['missed']))
      expect((await store.schedules.get(WORKSPACE, 'C119'))?.nextAt).toBe(plus(DAY).epochMilliseconds)
    })

    test('is not posted while the schedule is paused, nor afterwards for the days of the pause', async () => {
      const until = plus(2 * DAY - HOUR).epochMilliseconds
      await store.schedules.put(daily({ pausedReason: 'holidays', pausedUntil: until }))

      await one.tick(NINE)
      await one.tick(plus(2 * DAY))

      expect(inPlace(platform).map(({ key }) => key)).toEqual(['2026-11-25'])
      expect(await store.schedules.get(WORKSPACE, PLACE)).toMatchObject({ pausedReason: null, pausedUntil: null })
    })

    test.each([
      ['later on the same day', { time: '11:00' }, 2 * HOUR],
      ['to a zone where it is the day before', { zone: 'America/Los_Angeles', time: '00:30' }, 30 * MINUTE],
      ['to a zone where it is the same day still', { zone: 'Asia/Tokyo', time: '18:00' }, HOUR],
    ])('is not posted twice where the schedule is moved %s', async (_, to, wait) => {
      await store.schedules.put(daily())
      await one.tick(NINE)
      const next = plus(wait)
      await store.schedules.change(WORKSPACE, PLACE, { ...to, nextAt: next.epochMilliseconds }, 0)

      await one.tick(next)
      await one.tick(plus(MINUTE, next))

      expect(platform.messages).toHaveLength(1)
    })

    test('is not posted twice by a move over the date line, in either direction', async () => {
      const zones = ['Pacific/Auckland', 'America/Los_Angeles'] as const
      for (const [place, from, to] of [
        ['east', ...zones],
        ['west', zones[1], zones[0]],
      ] as const) {
        const at = Temporal.Instant.from('2026-11-23T20:00:00Z')
        const clock = (zone: string, when: Temporal.Instant): string =>
          when.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5)
        await store.schedules.put(
          daily({ place, zone: from, time: clock(from, at), days: 'daily', nextAt: at.epochMilliseconds }),
        )
        await one.tick(at)
        const next = at.add({ hours: 1 })
        await store.schedules.change(
          WORKSPACE,
          place,
          { zone: to, time: clock(to, next), nextAt: next.epochMilliseconds },
          0,
        )
        await one.tick(next)

        expect(inPlace(platform, place)).toHaveLength(1)
        const [latest] = await store.posts.ofPlace(WORKSPACE, place)
        expect([latest?.state, latest?.reason]).toEqual(['skipped', 'same-day'])
        await one.tick(next.add({ hours: 24 }))
        await one.tick(next.add({ hours: 48 }))
        expect(inPlace(platform, place).length).toBeGreaterThanOrEqual(2)
      }
    })

    test('of a schedule that nobody can read pauses that one, and keeps no other', async () => {
      await store.schedules.put(daily({ zone: 'Atlantis/Lost' }))
      await store.schedules.put(daily({ place: 'C2', days: 'someday' }))
      await store.schedules.put(daily({ place: 'C3' }))

      await one.tick(NINE)

      expect(platform.messages.map(({ place }) => place)).toEqual(['C3'])
      for (const place of [PLACE, 'C2'])
        expect(await store.schedules.get(WORKSPACE, place)).toMatchObject({
          nextAt: null,
          pausedReason: expect.stringContaining("can't be read"),
        })
    })
  })

  describe('a post that the platform does not take', () => {
    test('since the place is closed is tried three times; then the schedule is paused and who set it is told', async () => {
      await store.schedules.put(daily({ setBy: 'U7' }))
      platform.posts.push(...Array(3).fill({ outcome: 'refused', reason: 'is_archived', place: true }))

      for (let minute = 0; minute <= 40; minute += 2) await one.tick(plus(minute * MINUTE))

      expect(await row('2026-11-23')).toMatchObject({ state: 'skipped', reason: 'refused: is_archived' })
      expect(await store.schedules.get(WORKSPACE, PLACE)).toMatchObject({
        nextAt: null,
        pausedReason: expect.stringContaining('is_archived'),
      })
      expect(platform.messages.map(({ place }) => place)).toEqual(['@U7'])
      expect(platform.messages[0]?.text).toContain('is_archived')
      await one.tick(plus(DAY))
      expect(platform.messages).toHaveLength(1)
    })

    test('since the place is closed for a while is posted once it is open, and the tries are forgotten', async () => {
      await store.schedules.put(daily())
      platform.posts.push(...Array(2).fill({ outcome: 'refused', reason: 'not_in_channel', place: true }))

      for (let minute = 0; minute <= 40; minute += 2) await one.tick(plus(minute * MINUTE))

      expect(inPlace(platform)).toHaveLength(1)
      expect(await store.schedules.get(WORKSPACE, PLACE)).toMatchObject({ failures: 0, pausedReason: null })
    })

    test('for what it says is skipped in the end, and the schedule goes on', async () => {
      await store.schedules.put(daily())
      platform.posts.push(...Array(20).fill({ outcome: 'refused', reason: 'invalid_blocks' }))
      for (let minute = 0; minute <= 130; minute += 5) await one.tick(plus(minute * MINUTE))
      expect(await row('2026-11-23')).toMatchObject({ state: 'skipped', reason: 'refused: invalid_blocks' })
      platform.posts.length = 0

      await one.tick(plus(DAY))

      expect(inPlace(platform).map(({ key }) => key)).toEqual(['2026-11-24'])
    })

    test('at once is posted when it may be, and never more than two hours late', async () => {
      await store.schedules.put(daily())
      await store.schedules.put(daily({ place: 'C2' }))
      platform.posts.push({ outcome: 'later', seconds: 90 }, { outcome: 'later', seconds: 3 * 3600 })

      for (const minute of [0, 1, 2, 181, 182]) await one.tick(plus(minute * MINUTE))

      const rows = [await row('2026-11-23'), await row('2026-11-23', 'C2')]
      expect(rows.map((each) => each?.state).sort()).toEqual(['posted', 'skipped'])
      expect(rows.find((each) => each?.state === 'skipped')?.reason).toBe('late')
      expect(platform.messages).toHaveLength(1)
    })
  })

  describe('a post whose answer is lost', () => {
    test('is never sent again where the platform can’t tell, and says so', async () => {
      await store.schedules.put(daily())
      platform.posts.push({ outcome: 'unknown', reason: 'timeout', done: true })

      for (let minute = 0; minute <= 130; minute += 5) await two.tick(plus(minute * MINUTE))

      expect(inPlace(platform)).toHaveLength(1)
      expect(await row('2026-11-23')).toMatchObject({ state: 'unknown', reason: 'no-answer: timeout' })
    })

    test('is sent again under the same key where the platform drops the second', async () => {
      platform.window = 2 * MINUTE
      await store.schedules.put(daily())
      platform.posts.push({ outcome: 'unknown', reason: 'timeout', done: true })

      await one.tick(NINE)
      await two.tick(plus(6 * SECOND))

      expect(inPlace(platform)).toHaveLength(1)
      expect(await row('2026-11-23')).toMatchObject({ state: 'posted', ref: `${PLACE}/1` })
    })

    test('is not sent again once the platform has forgotten the key', async () => {
      platform.window = 2 * MINUTE
      await store.schedules.put(daily())
      platform.posts.push({ outcome: 'unknown', reason: 'timeout', done: true })

      await one.tick(NINE)
      platform.posts.push({ outcome: 'later', seconds: 300 })
      await one.tick(plus(6 * SECOND))
      platform.window = 2 * MINUTE
      for (let minute = 3; minute <= 130; minute += 8) await one.tick(plus(minute * MINUTE))

      expect(inPlace(platform)).toHaveLength(1)
      expect(await row('2026-11-23')).toMatchObject({ state: 'unknown' })
    })
  })

  describe('a replica that dies', () => {
    const dead = async (sendingAt: number | null) => {
      await store.schedules.put(daily())
      const [due] = await store.schedules.takeDue(NINE.epochMilliseconds, 10, () => ({
        nextAt: plus(DAY).epochMilliseconds,
        posts: [
          {
            key: '2026-11-23',
            dueAt: NINE.epochMilliseconds,
            state: 'claimed',
            claimedBy: 'dead',
            claimedAt: NINE.epochMilliseconds,
          },
        ],
      }))
      const id = due?.posts[0]?.id ?? ''
      if (sendingAt !== null)
        await store.posts.move(
          WORKSPACE,
          id,
          { state: 'claimed' },
          { sendingAt, question: BANK.questions[0]?.id ?? '', seed: id },
        )
    }

    test('before it sends leaves a claim that another takes after a minute', async () => {
      await dead(null)
      await Promise.all([one.tick(plus(59 * SECOND)), two.tick(plus(59 * SECOND))])
      expect(platform.messages).toHaveLength(0)

      await Promise.all([one.tick(plus(61 * SECOND)), two.tick(plus(61 * SECOND))])

      expect(inPlace(platform)).toHaveLength(1)
    })

    test('after it began to send leaves a post that nobody sends again', async () => {
      await dead(NINE.epochMilliseconds)

      for (let minute = 0; minute < 10; minute++) await one.tick(plus(minute * MINUTE + SECOND))

      expect(platform.messages).toHaveLength(0)
      expect(await row('2026-11-23')).toMatchObject({
        state: 'unknown',
        reason: expect.stringMatching(/./),
      })
    })

    test('after it began to send is finished by another where the platform drops the second', async () => {
      platform.window = 2 * MINUTE
      await dead(NINE.epochMilliseconds)

      await one.tick(plus(61 * SECOND))

      expect(await row('2026-11-23')).toMatchObject({ state: 'posted' })
    })

    test('leaves nothing that is posted after two hours', async () => {
      await dead(null)

      await one.tick(plus(2 * HOUR + MINUTE))

      expect(await row('2026-11-23')).toMatchObject({ state: 'skipped', reason: 'late' })
    })

    test('only seemingly, still records what became of its post', async () => {
      await store.schedules.put(daily())
      const gate = Promise.withResolvers<void>()
      platform.gate = () => gate.promise
      const slow = one.tick(NINE)
      while (platform.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await two.tick(plus(90 * SECOND))
      expect(await row('2026-11-23')).toMatchObject({ state: 'unknown' })

      gate.resolve()
      await slow

      expect(await row('2026-11-23')).toMatchObject({ state: 'posted', ref: `${PLACE}/1` })
      expect(platform.messages).toHaveLength(1)
    })
  })

  describe('a store that fails', () => {
    /** The store with a part that throws a few times. */
    const failing = (times: number, when: (state: string | undefined) => boolean): Store => {
      let left = times
      return {
        ...store,
        posts: {
          ...store.posts,
          async move(...given) {
            if (when(given[3].state) && left-- > 0) throw new Error('the database is away')
            return store.posts.move(...given)
          },
        },
      }
    }

    test('while a post is recorded has it recorded later, and not posted again', async () => {
      await store.schedules.put(daily())
      const said: string[] = []
      const unlucky = replica(
        failing(2, (state) => state === 'posted'),
        platform,
        'unlucky',
        said,
      )

      await unlucky.tick(NINE)
      expect(await row('2026-11-23')).toMatchObject({ state: 'claimed' })
      for (const second of [2, 4, 6]) await unlucky.tick(plus(second * SECOND))

      expect(await row('2026-11-23')).toMatchObject({ state: 'posted' })
      expect(platform.messages).toHaveLength(1)
      expect(said.length).toBeGreaterThan(0)
    })

    test('altogether ends no tick with a fault, and what is due comes later', async () => {
      await store.schedules.put(daily())
      const away = async (): Promise<never> => {
        throw new Error('the database is away')
      }
      let gone = true
      const flaky = <T extends object>(part: T): T =>
        new Proxy(part, { get: (target, name, self) => (gone ? away : Reflect.get(target, name, self)) })
      const broken = replica(
        { ...store, posts: flaky(store.posts), schedules: flaky(store.schedules), claims: flaky(store.claims) },
        platform,
        'broken',
      )

      expect(await broken.tick(NINE)).toEqual({ posts: [], edits: [] })
      gone = false
      await broken.tick(plus(5 * SECOND))

      expect(inPlace(platform)).toHaveLength(1)
    })
  })

  describe('a post that was asked for', () => {
    test('is the question that was named, one of the topic, or any', async () => {
      const where = { workspace: WORKSPACE, place: PLACE }

      expect(await one.postNow(where, 'clocks/q3', 'U1', NINE)).toBe('posted')
      expect(await one.postNow(where, 'quorums', 'U1', plus(SECOND))).toBe('posted')
      expect(await one.postNow(where, undefined, 'U1', plus(2 * SECOND))).toBe('posted')
      expect(await one.postNow(where, 'no-such-topic', 'U1', plus(3 * SECOND))).toEqual({ refused: 'no-question' })

      const asked = (await store.posts.ofPlace(WORKSPACE, PLACE, { state: 'posted' })).map(({ question }) => question)
      expect(asked.slice(1)).toEqual([expect.stringMatching(/^quorums/), 'clocks/q3'])
    })

    test('and refused says why at once, and is not tried again', async () => {
      platform.posts.push({ outcome: 'refused', reason: 'not_in_channel', place: true })

      expect(await one.postNow({ workspace: WORKSPACE, place: PLACE }, undefined, 'U1', NINE)).toEqual({
        refused: 'not_in_channel',
        place: true,
      })
      for (let minute = 0; minute < 20; minute += 4) await one.tick(plus(minute * MINUTE))
      expect(platform.messages).toEqual([])
    })

    test('does not stand for the question of the day', async () => {
      await store.schedules.put(daily())
      await one.postNow({ workspace: WORKSPACE, place: PLACE }, undefined, 'U1', plus(-HOUR))

      await one.tick(NINE)

      expect(inPlace(platform)).toHaveLength(2)
    })
  })

  describe('a post that stands', () => {
    const standing = async (): Promise<string> => {
      await store.schedules.put(daily())
      await one.tick(NINE)
      return (await row('2026-11-23'))?.id ?? ''
    }

    test('shows how many have answered, at most once in five seconds, and only where that has changed', async () => {
      const id = await standing()
      for (let second = 1; second <= 60; second++) {
        if (second <= 30) await answer(id, `U${second}`, true, plus(second * SECOND).epochMilliseconds)
        await Promise.all([one.tick(plus(second * SECOND)), two.tick(plus(second * SECOND))])
      }

      expect(platform.messages[0]?.text).toContain('30 people have answered')
      expect(platform.edits.length).toBeGreaterThan(3)
      expect(platform.edits.length).toBeLessThanOrEqual(8)
      expect(new Set(platform.edits.map(({ text }) => text)).size).toBe(platform.edits.length)
    })

    test('is revealed at the next one: answer, distribution, no button', async () => {
      const id = await standing()
      await answer(id, 'U1', true, plus(MINUTE).epochMilliseconds)
      await answer(id, 'U2', false, plus(MINUTE).epochMilliseconds)

      await one.postNow({ workspace: WORKSPACE, place: PLACE }, undefined, 'U3', plus(2 * HOUR))
      const report = await one.tick(plus(2 * HOUR))

      expect(report.edits).toMatchObject([{ workspace: WORKSPACE, place: PLACE, ref: `${PLACE}/1` }])
      const { reply } = platform.messages[0] ?? { reply: { blocks: [] } }
      expect(reply.blocks.map(({ kind }) => kind)).toContain('chart')
      expect(reply.blocks.map(({ kind }) => kind)).not.toContain('buttons')
      expect(platform.messages[0]?.text).toContain('The answer is')
      expect(await row('2026-11-23')).toMatchObject({ state: 'revealed', shown: 2 })
    })

    test('is revealed after a day where no other comes', async () => {
      await standing()
      await store.schedules.remove(WORKSPACE, PLACE)

      await one.tick(plus(DAY - SECOND))
      expect(platform.edits).toEqual([])
      await Promise.all([one.tick(plus(DAY)), two.tick(plus(DAY))])

      expect(platform.edits).toHaveLength(1)
    })

    test('that can’t be edited for a while is revealed later', async () => {
      await standing()
      await store.schedules.remove(WORKSPACE, PLACE)
      platform.nextEdits.push({ outcome: 'later', seconds: 30 }, { outcome: 'unknown', reason: 'timeout' })

      for (const second of [0, 31, 62, 95]) await one.tick(plus(DAY + second * SECOND))

      expect(await row('2026-11-23')).toMatchObject({ state: 'revealed', reason: null })
      expect(platform.edits).toHaveLength(1)
    })

    test('that is gone is given up with a reason', async () => {
      await standing()
      await store.schedules.remove(WORKSPACE, PLACE)
      platform.messages.length = 0

      await one.tick(plus(DAY))
      await one.tick(plus(DAY + HOUR))

      expect(await row('2026-11-23')).toMatchObject({
        state: 'revealed',
        reason: 'not revealed: message_not_found',
      })
    })

    test('that can never be edited is given up a day later', async () => {
      await standing()
      await store.schedules.remove(WORKSPACE, PLACE)
      platform.nextEdits.push(...Array(1000).fill({ outcome: 'unknown', reason: 'timeout' }))

      for (let hour = 0; hour <= 25; hour++) await one.tick(plus(DAY + hour * HOUR))

      expect(await row('2026-11-23')).toMatchObject({ state: 'revealed', reason: 'not revealed: timeout' })
    })

    test('teaches the place’s card of its topic, by how many were right', async () => {
      const id = await standing()
      const topic = BANK.byId((await row('2026-11-23'))?.question ?? '')?.topic ?? ''
      for (let n = 0; n < 4; n++) await answer(id, `U${n}`, false, plus(MINUTE).epochMilliseconds)
      expect(await store.cards.all(WORKSPACE, { place: PLACE })).toEqual([])

      await one.tick(plus(DAY))

      expect((await store.cards.all(WORKSPACE, { place: PLACE })).map(({ key }) => key)).toEqual([topic])
    })

    test('shares the edits that its workspace may have with all others', async () => {
      const ids: string[] = []
      for (let n = 0; n < 12; n++) await store.schedules.put(daily({ place: `C${n}` }))
      await one.tick(NINE)
      for (let n = 0; n < 12; n++) ids.push((await row('2026-11-23', `C${n}`))?.id ?? '')
      const times: number[] = []
      for (let second = 10; second <= 130; second += 4) {
        if (second <= 100)
          for (const id of ids) await answer(id, `U${second}`, true, plus(second * SECOND).epochMilliseconds)
        const before = platform.edits.length
        await Promise.all([one.tick(plus(second * SECOND)), two.tick(plus(second * SECOND))])
        times.push(...Array(platform.edits.length - before).fill(second))
      }

      const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60).length))
      expect(busiest).toBeLessThanOrEqual(50)
      expect(busiest).toBeGreaterThan(25)
    })
  })
})
