// `npm run bench -- search`: how often the library finds what was meant, by the style of the question.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readContentFiles } from '../src/library/files.ts'
import type { Library } from '../src/library/library.ts'
import { loadContent } from '../src/library/load.ts'
import type { Found } from '../src/library/look.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import type { Row } from './rows.ts'

export interface Query {
  readonly q: string
  readonly topic: string | null
  readonly term: string | null
  readonly also?: readonly string[]
  readonly style: string
}

const CONTENT = join(import.meta.dirname, '../content')

const readQueries = (file: string): readonly Query[] =>
  readFileSync(join(import.meta.dirname, '../test', file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** As people put them, by which entries were given more of the words that people use. */
export const QUERIES = readQueries('queries.jsonl')
/**
 * Written by someone who had seen titles and definitions alone. No line of the content was written by looking at this file or the next; the
 * few numbers of the search were chosen with all three in view, so that what a new question meets is a little less.
 */
export const BLIND = readQueries('queries-blind.jsonl')
/** What people asked in public, in other words, collected and labelled by two who had seen no line of the content. */
export const FIELD = readQueries('queries-field.jsonl')

/** Ids that count for the first place, and for the first three. */
export function ids(found: Found): { first: string[]; three: string[]; kind: Found['type'] } {
  const kind = found.type
  switch (found.type) {
    case 'entry':
      return { kind, first: [found.entry.id], three: [found.entry.id, ...found.others.map(({ id }) => id)].slice(0, 3) }
    case 'pair':
      return { kind, first: found.pair.map(({ id }) => id), three: found.pair.map(({ id }) => id) }
    case 'half':
      return { kind, first: [found.known.id], three: [found.known.id] }
    case 'choice':
      return { kind, first: found.entries.slice(0, 2).map(({ id }) => id), three: found.entries.map(({ id }) => id) }
    case 'unknown':
      return { kind, first: [], three: found.suggestions.slice(0, 3).map(({ id }) => id) }
  }
}

export interface Score {
  asked: number
  first: number
  three: number
  refused: number
  choices: number
}

export function score(
  library: Pick<Library, 'look'>,
  queries: readonly Query[],
  onMiss?: (query: Query, found: Found) => void,
): Map<string, Score> {
  const out = new Map<string, Score>()
  for (const query of queries) {
    const style = query.topic === null ? 'out of scope' : query.style
    const row = out.get(style) ?? { asked: 0, first: 0, three: 0, refused: 0, choices: 0 }
    out.set(style, row)
    const found = library.look(query.q)
    const { first, three, kind } = ids(found)
    const right = new Set([query.term, ...(query.also ?? [])])
    // A comparison with something unknown is answered by naming the gap.
    const hit = query.topic === null ? kind === 'unknown' || kind === 'half' : first.some((id) => right.has(id))
    row.asked++
    if (hit) row.first++
    if (query.topic === null ? hit : three.some((id) => right.has(id))) row.three++
    if (kind === 'unknown') row.refused++
    if (kind === 'choice') row.choices++
    if (!hit) onMiss?.(query, found)
  }
  return out
}

export function printScore(rows: ReadonlyMap<string, Score>): void {
  const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`.padStart(8)
  console.log('style          asked   first   in three  refused  choices')
  const inScope: Score = { asked: 0, first: 0, three: 0, refused: 0, choices: 0 }
  for (const [style, row] of [...rows].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(
      `${style.padEnd(14)} ${String(row.asked).padStart(5)} ${percent(row.first, row.asked)} ${percent(row.three, row.asked)} ${String(row.refused).padStart(7)} ${String(row.choices).padStart(8)}`,
    )
    if (style !== 'out of scope') for (const key of Object.keys(inScope) as (keyof Score)[]) inScope[key] += row[key]
  }
  console.log(
    `${'in scope'.padEnd(14)} ${String(inScope.asked).padStart(5)} ${percent(inScope.first, inScope.asked)} ${percent(inScope.three, inScope.asked)} ${String(inScope.refused).padStart(7)} ${String(inScope.choices).padStart(8)}`,
  )
}

/** The other libraries are asked one question of so many: one of them takes a fifth of a second for each. */
export async function benchSearch(showMisses: boolean, oneIn = 1): Promise<readonly Row[]> {
  const library = await readLibrary([CONTENT])
  const misses: string[] = []
  const told = (query: Query, found: Found): void => {
    const { kind, three } = ids(found)
    misses.push(
      `${query.style.padEnd(10)} ${query.q.slice(0, 100)} | ${query.term} ${query.also ?? ''} | ${kind} ${three}`,
    )
  }
  printScore(score(library, QUERIES, told))
  console.log('\nwritten without sight of the content:')
  printScore(score(library, BLIND, told))
  console.log('\nasked in public, no word of the content written by it:')
  printScore(score(library, FIELD, told))
  console.log('')
  // Needed here alone; the tests count their scores by this file too.
  const { compareSearch } = await import('./search-others.ts')
  const rows = await compareSearch(
    loadContent(readContentFiles([CONTENT])),
    QUERIES.filter((_, at) => at % oneIn === 0),
  )
  if (showMisses) console.log(misses.join('\n'))
  return rows
}
