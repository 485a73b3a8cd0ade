// The questions are read from what was kept of them, as long as nothing they were made of has changed.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ContentError } from '../../src/library/fault.ts'
import { readBank } from '../../src/quiz/bank.ts'
import { openQuizFiles } from '../../src/quiz/snapshot.ts'
import { CONTENT, library } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'nines-quiz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the kept questions', () => {
  test('are those of the files', async () => {
    const file = join(folder, 'quiz.json')
    const read = await openQuizFiles([CONTENT], library, file)
    const kept = await openQuizFiles([CONTENT], library, file)

    expect(kept.questions).toEqual(read.questions)
    expect(kept.questions).toEqual(readBank([CONTENT], library).questions)
    expect(kept.templates).toEqual(read.templates)
    expect(kept.byTopic('security')).toEqual(read.byTopic('security'))
  })

  test('are used as they are, and read again where they are damaged or of other files', async () => {
    const file = join(folder, 'other.json')
    const [first] = (await openQuizFiles([CONTENT], library, file)).questions
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(first?.ask ?? '', 'Changed?'))
    expect((await openQuizFiles([CONTENT], library, file)).questions[0]?.ask).toBe('Changed?')

    for (const damage of [text.slice(0, 2000), `0${text}`, '']) {
      writeFileSync(file, damage)
      expect((await openQuizFiles([CONTENT], library, file)).questions[0]).toEqual(first)
    }
  })

  test('are read again where an entry that they point at is gone, which says where', async () => {
    const file = join(folder, 'gone.json')
    await openQuizFiles([CONTENT], library, file)
    const without = {
      entry: (id: string) => (id === 'availability' ? undefined : library.entry(id)),
      topic: library.topic,
    }

    await expect(openQuizFiles([CONTENT], without, file)).rejects.toThrow(ContentError)
  })

  test('can be done without', async () => {
    expect(
      (await openQuizFiles([CONTENT], library, join(import.meta.dirname, 'small.ts', 'quiz.json'))).questions.length,
    ).toBeGreaterThan(200)
  })
})
