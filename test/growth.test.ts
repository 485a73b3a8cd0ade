// A team adds thousands of entries of its own, and what was quick stays quick: names, sentences, and every start but the first.

import { beforeAll, describe, expect, test } from 'vitest'
import { type Growth, grow } from '../bench/growth.ts'

/** Reading them all takes seconds; the benchmark does it with ten thousand. */
const COUNT = 500

let growth: Growth
beforeAll(async () => {
  growth = await grow(COUNT)
}, 120_000)

/** The middle of the times that each query took, in milliseconds. */
function median(queries: readonly string[], run: (query: string) => unknown): number {
  for (const query of queries) run(query)
  const took = queries.map((query) => {
    const started = performance.now()
    run(query)
    return performance.now() - started
  })
  return took.sort((a, b) => a - b)[took.length >> 1] ?? Number.POSITIVE_INFINITY
}

describe('with five hundred entries more', () => {
  test('the library holds them beside ours', () => {
    expect(growth.library.concepts.length).toBeGreaterThan(COUNT)
    expect(growth.library.topic('grown')?.terms).toHaveLength(COUNT)
    expect(growth.library.look('the CAP theorem')).toMatchObject({ entry: { id: 'cap' } })
  })

  test('each of their names is found at once', () => {
    for (const name of growth.grown.names)
      expect([name, growth.library.look(name)]).toMatchObject([
        name,
        { type: 'entry', matched: expect.stringMatching(/^(?:title|alias)$/) },
      ])
  })

  test('a name takes less than 2 ms', () => {
    expect(median(growth.grown.names.slice(0, 500), growth.library.look)).toBeLessThan(2)
  })

  test('a sentence of twelve words takes less than 30 ms', () => {
    expect(median(growth.grown.sentences, growth.library.look)).toBeLessThan(30)
  })

  test('the terms of a sentence take less than 30 ms', () => {
    expect(median(growth.grown.sentences, growth.library.mentioned)).toBeLessThan(30)
  })

  test('the second start takes less than 3 s, and a fraction of the first', () => {
    expect(growth.secondStart).toBeLessThan(3000)
    expect(growth.secondStart).toBeLessThan(growth.firstStart / 2)
  })
})
