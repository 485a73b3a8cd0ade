// Questions as people meet them: posted, answered once, explained to the one who pressed; boards, streaks, practice, privacy.

import { describe, expect, test } from 'vitest'
import type { Asker } from '../src/command.ts'
import { lettered } from '../src/quiz/mark.ts'
import { shuffled } from '../src/quiz/question.ts'
import type { Reply } from '../src/reply.ts'
import { at, buttonsOf, labelsOf, openQuizWorld, type QuizWorld } from './quiz-world.ts'

const NINE = '2026-11-23T09:00:05Z'
const TEN = at('2026-11-23T10:00:00Z')
const who = (person: string, more: Partial<Asker> = {}): Partial<Asker> => ({ person, name: person, now: TEN, ...more })

/** A world with one question that was posted on Monday. */
async function posted(): Promise<
  QuizWorld & { readonly right: string; readonly wrong: string; readonly question: Reply }
> {
  const world = await openQuizWorld()
  await world.say('/quiz daily 09:00 UTC', { now: at('2026-11-22T20:00:00Z') })
  await world.tick(NINE)
  const question = world.posts[0]?.reply as Reply
  const { right, wrong } = await lettersOf(world, question)
  return { ...world, question, right, wrong }
}

async function lettersOf(world: QuizWorld, { answer }: Reply): Promise<{ right: string; wrong: string }> {
  const { question, post, options } = answer as unknown as { question: string; post: string | null; options: string[] }
  const found = (await world.parts.quiz()).bank.byId(question)
  if (!found) throw new Error(`no question ${question}`)
  const place = options.findIndex((text) => found.options.some((option) => option.right && option.text === text))
  if (post !== null) expect(lettered(shuffled(found, post)).map(({ text }) => text)).toEqual(options)
  return { right: 'ABCD'[place] ?? '', wrong: 'ABCD'[(place + 1) % 4] ?? '' }
}

describe('a press', () => {
  test('is answered to the presser alone: right or wrong, why, and the way to more', async () => {
    const { press, question, right, wrong } = await posted()

    const good = await press(question, right, who('U2'))
    const bad = await press(question, wrong, who('U3'))

    expect(good).toMatchObject({
      to: 'asker',
      act: 'post',
      reply: { private: true, answer: { type: 'quiz-mark', right: true, counted: right } },
    })
    expect(good.text).toContain(`Right: ${right}.`)
    expect(bad.reply.answer).toMatchObject({ right: false, chosen: wrong, answer: right, counted: wrong })
    expect(bad.text).toContain(`Wrong: you chose ${wrong}, the answer is ${right}.`)
    expect(bad.text).toContain(`Why not ${wrong}:`)
    expect(labelsOf(bad.reply).map((label) => label.split(':')[0])).toEqual(['More', 'Report'])
    expect((await press(bad.reply, 'More', who('U3'))).reply.answer.type).toMatch(/concept|topic/)
  })

  test('counts once: what comes later says what counted, whatever is pressed', async () => {
    const { press, question, right, wrong, say } = await posted()
    await press(question, wrong, who('U2'))

    const again = await press(question, right, who('U2'))

    expect(again.reply.answer).toMatchObject({ right: true, chosen: right, counted: wrong })
    expect(again.text).toContain(`the first answer counts: ${wrong}`)
    expect((await say('/quiz me', who('U2'))).reply.answer).toMatchObject({ answered: 1, right: 0 })
  })

  test('shows in the message as a count, by an edit of the ticker', async () => {
    const world = await posted()
    await world.press(world.question, world.right, who('U2'))
    await world.press(world.question, world.wrong, who('U3'))
    await world.tick('2026-11-23T10:01:00Z')

    expect(world.posts).toHaveLength(1)
    expect(world.posts[0]?.reply.answer).toMatchObject({ type: 'quiz-question', answered: 2 })
  })

  test('after the reveal does not count, and still says why', async () => {
    const world = await posted()
    await world.tick('2026-11-24T09:00:05Z')
    await world.tick('2026-11-24T09:00:15Z')
    expect(world.posts[0]?.reply.answer).toMatchObject({ type: 'quiz-reveal' })
    expect(buttonsOf(world.posts[0]?.reply as Reply)).toEqual([])

    const late = await world.press(world.question, world.right, who('U2', { now: at('2026-11-24T10:00:00Z') }))

    expect(late.reply.answer).toMatchObject({ type: 'quiz-mark', counted: null })
    expect(late.text).toContain('does not count')
  })

  test('from many at once is stored once each', async () => {
    const world = await posted()
    const people = Array.from({ length: 60 }, (_, index) => `P${index}`)

    await Promise.all([...people, ...people].map((person) => world.press(world.question, world.right, who(person))))

    const { text } = await world.say('/quiz board all', who('P1'))
    expect(text).toContain('60 players')
  })

  test.each([
    '1:quiz.answer?post=nothing&choice=A',
    '1:quiz.answer?choice=A',
    '1:quiz.answer?question=no/such-question&seed=x&choice=B',
    '1:quiz.answer?post=x&choice=Z',
    '1:quiz.answer?post=x',
  ])('on %s is refused kindly', async (press) => {
    const { bot } = await openQuizWorld()

    expect(
      (await bot.answer({ press, on: 'public' }, { ...(await import('./world.ts')).asker() })).reply,
    ).toMatchObject({
      private: true,
      answer: { type: 'refusal' },
    })
  })

  test('from another workspace finds no such question', async () => {
    const { press, question, right } = await posted()

    expect((await press(question, right, who('U2', { workspace: 'W2' }))).reply.answer).toMatchObject({
      type: 'refusal',
    })
  })
})

describe('a question at once', () => {
  test('is posted for everybody, and the asker alone is told', async () => {
    const world = await openQuizWorld()

    const { to, reply } = await world.say('/quiz now availability', who('U1'))

    expect(to).toBe('asker')
    expect(reply).toMatchObject({ private: true, answer: { type: 'quiz-posted', outcome: 'posted' } })
    expect(world.posts).toHaveLength(1)
    expect(world.posts[0]?.reply.answer).toMatchObject({ type: 'quiz-question', topic: 'availability', answered: 0 })
  })

  test('that is refused by the platform says how the bot comes in', async () => {
    const world = await openQuizWorld()
    world.answers.push({ outcome: 'refused', reason: 'not_in_channel', place: true })

    const { reply } = await world.say('/quiz now', who('U1', { barred: async () => 'Type /invite @nines here.' }))

    expect(reply.answer).toMatchObject({ type: 'refusal', code: 'barred', message: 'Type /invite @nines here.' })
  })

  test('is no quiz day', async () => {
    const world = await openQuizWorld()
    await world.say('/quiz now', who('U1'))
    await world.press(world.posts[0]?.reply as Reply, 'A', who('U1'))

    expect((await world.say('/quiz me', who('U1'))).reply.answer).toMatchObject({ streak: null, answered: 1 })
  })
})

describe('a board', () => {
  const played = async () => {
    const world = await posted()
    const { press, question, right, wrong } = world
    for (const [person, letter] of [
      ['Ada', right],
      ['Bob', right],
      ['Cyd', wrong],
    ] as const)
      await press(question, letter, who(person))
    return world
  }

  test('ranks by right answers, ties share a rank, and people are named', async () => {
    const world = await played()

    const { reply, text } = await world.say(
      '/quiz board',
      who('Ada', { names: async () => new Map([['Bob', 'Robert']]) }),
    )

    expect(reply.answer).toMatchObject({
      span: 'week',
      players: 3,
      ranks: [
        { rank: 1, person: 'Ada', right: 1 },
        { rank: 1, person: 'Bob', right: 1 },
        { rank: 3, person: 'Cyd', right: 0 },
      ],
    })
    expect(text).toContain('Robert')
  })

  test('needs three players, and who left the boards is none', async () => {
    const world = await played()
    expect((await world.say('/quiz privacy off', who('Bob'))).reply.answer).toEqual({
      type: 'quiz-privacy',
      act: 'off',
      onBoards: false,
    })

    const without = await world.say('/quiz board', who('Ada'))
    expect(without.reply.answer).toMatchObject({ players: 2, ranks: [] })
    expect(without.text).toContain('at least 3 players')
    expect(without.text).not.toContain('Bob')

    await world.say('/quiz privacy on', who('Bob'))
    expect((await world.say('/quiz board', who('Ada'))).reply.answer).toMatchObject({ players: 3 })
  })

  test('of a week forgets what is older, of all time does not', async () => {
    const world = await played()
    const later = { now: at('2026-12-05T10:00:00Z') }

    expect((await world.say('/quiz board week', who('Ada', later))).reply.answer).toMatchObject({ players: 0 })
    expect((await world.say('/quiz board month', who('Ada', later))).reply.answer).toMatchObject({ players: 3 })
    expect((await world.say('/quiz board all', who('Ada', later))).reply.answer).toMatchObject({
      span: 'all',
      players: 3,
    })
  })

  test('of another place is empty', async () => {
    const world = await played()

    expect((await world.say('/quiz board', who('Ada', { place: 'C2' }))).reply.answer).toMatchObject({ players: 0 })
  })
})

describe('what a person has reached', () => {
  test('counts quiz days in a row, which a weekend off does not break', async () => {
    const world = await openQuizWorld()
    await world.say('/quiz daily 09:00 UTC weekdays', { now: at('2026-11-26T20:00:00Z') })
    // A Friday, then Monday and Tuesday.
    for (const [index, day] of ['2026-11-27', '2026-11-30', '2026-12-01'].entries()) {
      await world.tick(`${day}T09:00:05Z`)
      await world.press(world.posts[index]?.reply as Reply, 'A', who('U2', { now: at(`${day}T10:00:00Z`) }))
    }
    await world.tick('2026-12-02T09:00:05Z')

    const now = at('2026-12-02T10:00:00Z')
    expect((await world.say('/quiz me', who('U2', { now }))).reply).toMatchObject({
      private: true,
      answer: { streak: 3, best: 3, answered: 3 },
    })
    await world.tick('2026-12-03T09:00:05Z')
    await world.tick('2026-12-03T09:00:20Z')
    expect((await world.say('/quiz me', who('U2', { now: at('2026-12-03T10:00:00Z') }))).reply.answer).toMatchObject({
      streak: 0,
      best: 3,
    })
  })

  test('tells accuracy by topic', async () => {
    const { press, question, right, say } = await posted()
    await press(question, right, who('U2'))

    const { reply } = await say('/quiz me', who('U2'))

    expect(reply.answer).toMatchObject({
      right: 1,
      answered: 1,
      topics: [{ right: 1, answered: 1, topic: (question.answer as unknown as { topic: string }).topic }],
    })
  })
})

describe('practice', () => {
  test('is for the asker alone, by every door', async () => {
    const world = await openQuizWorld()

    for (const line of ['/quiz practice', 'quiz practice security', 'give me a practice question'])
      expect(await world.say(line, who('U1'))).toMatchObject({
        to: 'asker',
        reply: { private: true, answer: { type: 'quiz-question', post: null } },
      })
    expect(world.posts).toHaveLength(0)
  })

  test('brings back what was wrong, and lets rest what was right', async () => {
    const world = await openQuizWorld()
    const first = await world.say('/quiz practice security', who('U1'))
    const { wrong, right } = await lettersOf(world, first.reply)
    expect((await world.press(first.reply, wrong, who('U1'))).reply.answer).toMatchObject({
      type: 'quiz-mark',
      post: null,
      right: false,
      counted: wrong,
    })
    const twice = await world.press(first.reply, right, who('U1'))
    expect(twice.reply.answer).toMatchObject({ counted: null })
    expect(twice.text).toContain('answered this before')

    const tomorrow = who('U1', { now: TEN.add({ hours: 49 }) })
    const back = await world.say('/quiz practice security', tomorrow)

    const { question } = first.reply.answer as unknown as { question: string }
    expect(back.reply.answer).toMatchObject({ question })
    expect((await world.say('/quiz me', tomorrow)).reply.answer).toMatchObject({ due: 1, answered: 0 })
    const again = await lettersOf(world, back.reply)
    const done = await world.press(back.reply, again.right, tomorrow)
    expect(done.reply.answer).toMatchObject({ right: true })
    expect((await world.press(done.reply, 'Next question', tomorrow)).reply.answer).toMatchObject({
      type: 'quiz-question',
    })
    expect((await world.say('/quiz me', tomorrow)).reply.answer).toMatchObject({ due: 0 })
  })

  test('includes what was got wrong in the channel', async () => {
    const { press, question, wrong, say } = await posted()
    await press(question, wrong, who('U2'))

    const { reply } = await say('/quiz practice', who('U2', { now: TEN.add({ hours: 49 }) }))

    expect(reply.answer).toMatchObject({ question: (question.answer as unknown as { question: string }).question })
  })

  test('keeps to the topics that were named, also in the next one', async () => {
    const world = await openQuizWorld()
    let shown = await world.say('/quiz practice security, durability', who('U1'))
    for (let turn = 0; turn < 6; turn++) {
      expect(['security', 'durability']).toContain((shown.reply.answer as unknown as { topic: string }).topic)
      const { right } = await lettersOf(world, shown.reply)
      shown = await world.press(
        (await world.press(shown.reply, right, who('U1'))).reply,
        'Next',
        who('U1', { now: TEN.add({ seconds: turn }) }),
      )
    }
  })
})

describe('privacy', () => {
  test('delete takes everything on a person, and nothing of others', async () => {
    const { press, question, right, say } = await posted()
    for (const person of ['Ada', 'Bob', 'Cyd', 'Dan']) await press(question, right, who(person))
    await say('/nines zone Asia/Tokyo', who('Ada'))

    const { reply } = await say('/quiz privacy delete', who('Ada'))

    expect(reply).toMatchObject({ private: true, answer: { act: 'delete' } })
    expect((await say('/quiz me', who('Ada'))).reply.answer).toMatchObject({ answered: 0, due: 0 })
    expect((await say('/nines zone', who('Ada'))).reply.answer).toMatchObject({ zone: null })
    expect((await say('/quiz board', who('Bob'))).reply.answer).toMatchObject({ players: 3 })
  })

  const acts = async (line: string): Promise<readonly (string | undefined)[]> => {
    const world = await openQuizWorld()
    await world.say('/nines zone Asia/Tokyo', who('U1'))
    const { answer } = (await world.say(line, who('U1'))).reply
    expect((await world.say('/nines zone', who('U1'))).reply.answer).toMatchObject({
      zone: 'act' in answer && answer.act === 'delete' ? null : 'Asia/Tokyo',
    })
    return [line, answer.type === 'quiz-privacy' && 'act' in answer ? String(answer.act) : undefined]
  }

  test.each([
    '/quiz privacy delete',
    '/quiz privacy erase',
    '/quiz privacy delete my answers please',
    '/nines quiz privacy forget me',
  ])('deletes where that is all that is said: %s', async (line) => {
    expect(await acts(line)).toEqual([line, 'delete'])
  })

  test.each([
    '/quiz privacy do not delete',
    '/quiz privacy delete?',
    '/quiz privacy delete nothing',
    'quiz privacy do not delete',
    'remove me from the quiz board',
    'erase me from the quiz board',
    'does leaving the quiz board delete my answers?',
    'do not remove me from the quiz board',
    'is quiz privacy off the same as delete?',
    'delete my quiz answers',
    'can I delete what the quiz board shows',
  ])('never deletes on a half-read line or in plain words: %s', async (line) => {
    expect((await acts(line))[1]).not.toBe('delete')
  })

  test.each([
    'take me off the quiz board',
    'remove me from the quiz leaderboard',
    'please hide me from the quiz board',
    'I want to leave the quiz board',
    'what happens if I leave the quiz board?',
  ])('that is asked for in plain words is a press away: %s', async (words) => {
    const world = await openQuizWorld()

    const shown = await world.say(words, who('U1'))

    expect(shown.reply.answer).toMatchObject({ act: 'show', onBoards: true })
    expect((await world.press(shown.reply, 'Leave the boards', who('U1'))).reply.answer).toMatchObject({ act: 'off' })
  })

  test('is shown without changing anything', async () => {
    const world = await openQuizWorld()

    expect((await world.say('/quiz privacy', who('U1'))).reply.answer).toEqual({
      type: 'quiz-privacy',
      act: 'show',
      onBoards: true,
    })
  })
})
