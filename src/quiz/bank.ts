// The questions there are: the written ones of the files, and the generated ones, made again from their ids.
//
// Every fault of every file is collected, with its line, before anything is refused.

import type { z } from 'zod'
import { checkEquation } from '../library/arithmetic.ts'
import { ContentError, type Fault, type Report } from '../library/fault.ts'
import { type QuizFile, readQuizFiles } from './files.ts'
import { type Bank, type Known, openBank } from './opened.ts'
import type { Question } from './question.ts'
import { quizFile, writtenQuestion } from './schema.ts'
import { parseSheet, type Sheet } from './yaml.ts'

export type { Bank, Known } from './opened.ts'

/** The bank of the question files in these content folders. Throws a ContentError that names every fault. */
export const readBank = (directories: readonly string[], library: Known): Bank =>
  loadBank(readQuizFiles(directories), library)

/** Reads and checks all files. Throws a ContentError that names every fault. */
export function loadBank(files: readonly QuizFile[], library: Known): Bank {
  const faults: Fault[] = []
  const byId = new Map<string, Question>()
  const asked = new Set<string>()
  for (const file of files) {
    const report: Report = (line, problem) => faults.push({ file: file.path, line, problem })
    for (const { question, line } of readFile(file, library, report)) {
      const wording = question.ask.toLowerCase()
      if (byId.has(question.id)) report(line, `"${question.id}" is the id of another question too`)
      else if (asked.has(wording)) report(line, 'another question asks the same in the same words')
      asked.add(wording)
      byId.set(question.id, question)
    }
  }
  if (faults.length > 0) throw new ContentError(faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line))
  return openBank([...byId.values()], library)
}

function readFile(file: QuizFile, library: Known, report: Report): { question: Question; line: number }[] {
  const sheet = parseSheet(file.source, report)
  const head = checked(quizFile, sheet.data, [], sheet, report)
  if (!head) return []
  const { topic, questions } = head
  if (topic !== file.id) report(sheet.lineOf(['topic']), `the file is named ${topic}.yaml after its topic`)
  if (!library.topic(topic)) report(sheet.lineOf(['topic']), `there is no topic "${topic}"`)
  return questions.flatMap((data, at) => {
    const written = checked(writtenQuestion, data, ['questions', at], sheet, report)
    if (!written) return []
    const line = (...path: PropertyKey[]): number => sheet.lineOf(['questions', at, ...path])
    if (!library.entry(written.concept)) report(line('concept'), `there is no entry "${written.concept}"`)
    checkArithmetic(written.check, (problem) => report(line('check'), problem))
    return [{ question: toQuestion(topic, written), line: line('id') }]
  })
}

function checked<S extends z.ZodType>(
  schema: S,
  data: unknown,
  at: readonly PropertyKey[],
  sheet: Sheet,
  report: Report,
): z.output<S> | undefined {
  if (sheet.data === undefined) return undefined
  const result = schema.safeParse(data)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const name = issue.path.length > 0 ? `"${issue.path.join('.')}" ` : ''
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    report(sheet.lineOf([...at, ...path]), `${name}${issue.message}`)
  }
  return undefined
}

function checkArithmetic(check: string | undefined, report: (problem: string) => void): void {
  if (check === undefined) return
  const result = checkEquation(check)
  if (!result) report('"check" holds arithmetic like 0.999^5 = 0.99501')
  else if (result.problem !== undefined) report(result.problem)
}

const toQuestion = (topic: string, written: z.output<typeof writtenQuestion>): Question => {
  const { id, concept, difficulty, ask, right, wrong, check, source } = written
  const [a, b, c] = wrong.map((option) => ({ ...option, right: false }))
  if (!a || !b || !c) throw new RangeError(`${topic}/${id} has no three wrong options`)
  return {
    id: `${topic}/${id}`,
    topic,
    concept,
    difficulty,
    ask,
    options: [{ ...right, right: true }, a, b, c],
    source,
    ...(check !== undefined && { working: check }),
  }
}
