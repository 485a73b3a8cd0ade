// What people do in the soak: a mix of all that they do with the bot, drawn at random by a seed, so that every run asks the same.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anew, asker, openBot } from './bot.ts'
import { seeded } from './grown.ts'
import { QUERIES } from './search.ts'

/** A command with its options by name, as a menu sends it, or words said to the bot. */
export type Ask =
  | {
      readonly name: string
      readonly form?: string
      readonly options: Readonly<Record<string, string>>
      /** What the answer has to show. */
      readonly shows?: string
    }
  | { readonly say: string; readonly shows?: string }

/** How many of a hundred. A chart takes some 20 ms of processor time on Discord; plain words about outages end in one too. */
const MIX = {
  concept: 30,
  typo: 14,
  sentence: 12,
  arithmetic: 16,
  words: 5,
  chart: 2,
  press: 10,
  quiz: 4,
  choice: 4,
  bad: 3,
} as const
/** `press` is a button of an answer, `choice` one of a question's. */
export type Kind = keyof typeof MIX

export interface Asks {
  /** 0 to 1. */
  random(): number
  readonly kinds: readonly Kind[]
  /** One of them, as often as its share. */
  kind(): Kind
  make(kind: Exclude<Kind, 'press' | 'choice'>): Ask
}

/** The line that somebody types for it. */
export const lineOf = ({ name, form, options }: Extract<Ask, { name: string }>): string =>
  [`/${name}`, form, ...Object.values(options)].filter((part) => part !== undefined).join(' ')

const NONSENSE: readonly Ask[] = [
  { name: 'availability', form: 'table', options: { target: 'banana' } },
  { name: 'budget', form: 'left', options: { target: 'lots', outages: '4 potatoes' } },
  { name: 'calc', options: { what: 'usl' } },
  { name: 'calc', options: { what: 'littles-law', values: '-1 rps NaN ∞' } },
  { name: 'concept', options: { term: '\u202e ‮💥 '.repeat(40) } },
  { name: 'concept', options: { term: 'qqzzx vwxyz jjkkq' } },
]

export async function openAsks(seed = 1): Promise<Asks> {
  const bot = await openBot()
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const upTo = (most: number): number => 1 + Math.floor(random() * most)
  const drawn = Object.entries(MIX).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind))
  const queries = (...styles: readonly string[]): string[] =>
    QUERIES.filter(({ style, topic }) => topic !== null && styles.includes(style)).map(({ q }) => q)
  /** What is said in a channel and refused goes to the person, where this side does not look. */
  const answered = async (said: readonly string[]): Promise<string[]> => {
    const kept: string[] = []
    for (const say of said) if ((await bot.answer({ say }, asker)).to === 'place') kept.push(say)
    return kept
  }
  const typos = queries('typo', 'acronym')
  const stories = await answered(queries('symptom', 'postmortem', 'question'))
  const words = await answered(
    readFileSync(join(import.meta.dirname, '../test/sentences.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { say: string }).say),
  )
  const target = (): string => pick(['99', '99.5', '99.9', '99.95', '99.99'])
  const window = (): string => pick(['7d', '28d', '30d', '90d'])

  const make: Readonly<Record<Exclude<Kind, 'press' | 'choice'>, () => Ask>> = {
    concept() {
      const { title } = pick(bot.library.concepts)
      return { name: 'concept', options: { term: title }, shows: title }
    },
    typo: () => ({ name: 'concept', options: { term: anew(pick(typos)) } }),
    sentence: () =>
      random() < 0.5 ? { say: pick(stories) } : { name: 'concept', options: { term: anew(pick(stories)) } },
    arithmetic: () =>
      pick<() => Ask>([
        () => ({
          name: 'availability',
          form: 'table',
          options: { target: target(), window: window() },
          shows: 'downtime',
        }),
        () => ({ name: 'budget', form: 'alerts', options: { target: target(), window: window() }, shows: 'burn' }),
        () => ({
          name: 'calc',
          options: { what: 'littles-law', values: `${upTo(5000)} rps ${upTo(900)}ms` },
          shows: 'in flight',
        }),
        () => ({ name: 'calc', options: { what: 'quorum', values: `${upTo(9)}` } }),
      ])(),
    words: () => ({ say: pick(words) }),
    chart: () => ({
      name: 'budget',
      form: 'left',
      options: { target: target(), window: window(), outages: `${upTo(90)}m;${upTo(20)}m` },
      shows: 'budget',
    }),
    quiz: () => ({ name: 'quiz', form: 'practice', options: {}, shows: 'Quiz' }),
    bad: () => pick(NONSENSE),
  }
  return { random, kinds: Object.keys(MIX) as Kind[], kind: () => pick(drawn), make: (kind) => make[kind]() }
}
