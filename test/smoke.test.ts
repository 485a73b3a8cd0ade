import { expect, test } from 'vitest'
import { readLibrary } from '../src/library/snapshot.ts'

test('the content has no faults and holds every topic', async () => {
  const library = await readLibrary([`${import.meta.dirname}/../content`])

  expect(library.topics.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1))
})
