// Looks at all that a bot needs before anybody waits for it: each thing is fine, or it is said what is wrong and what to do.

import { ConfigError, type CoreConfig } from '../config.ts'
import { ContentError, describeFault } from '../library/fault.ts'
import { readLibrary } from '../library/snapshot.ts'
import { openQuizFiles } from '../quiz/snapshot.ts'
import type { StoreConfig } from '../store/config.ts'
import { lookAt } from '../store/look.ts'
import { type Checked, type Finding, fine, wrong } from './finding.ts'

interface Read {
  readonly core: CoreConfig
  readonly store: StoreConfig
}

export interface Examined<C extends Read> {
  /** Throws a ConfigError. */
  readonly read: () => C
  /** The folder of our own content. */
  readonly content: string
  readonly now: () => Temporal.Instant
  readonly platforms: (config: C) => readonly { readonly name: string; readonly check: () => Promise<Checked> }[]
}

/** All findings, in the order in which they should be mended. Where the configuration can't be read, those of it and of our own content. */
export async function examine<C extends Read>({ read, content, now, platforms }: Examined<C>): Promise<Finding[]> {
  let config: C
  try {
    config = read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...error.problems.map(badVariable), ...(await contentFindings([content]))]
  }
  const found: Finding[] = [fine('Configuration', 'every variable can be read')]
  found.push(...(await contentFindings([content, ...config.core.contentDirs])), await storeFinding(config.store))
  const named = platforms(config)
  if (named.length === 0) found.push(fine('Platforms', 'none has credentials, so `npm start` opens the console'))
  for (const { name, check } of named) {
    const before = now()
    const { findings, date } = await check()
    found.push(...findings)
    if (date !== undefined) found.push(clockFinding(name, date, { before, after: now() }))
  }
  return found
}

function badVariable(problem: string): Finding {
  const [, name = '', says = problem] = /^([A-Z][A-Z_]+): (.*)$/s.exec(problem) ?? []
  return wrong(
    'Configuration',
    name === '' ? says : `${name} ${says}`,
    'Correct it in the environment; docs/settings.md lists all variables',
  )
}

async function contentFindings(folders: readonly string[]): Promise<Finding[]> {
  try {
    const library = await readLibrary(folders)
    const bank = await openQuizFiles(folders, library)
    return [fine('Content', `${library.concepts.length} concepts, ${bank.questions.length} written questions`)]
  } catch (error) {
    if (error instanceof ContentError)
      return error.faults.map((fault) =>
        wrong('Content', describeFault(fault), 'Correct the file; `content/README.md` has the format'),
      )
    return [
      wrong('Content', (error as Error).message, 'Check that the folders of CONTENT_DIRS are there and may be read'),
    ]
  }
}

async function storeFinding(config: StoreConfig): Promise<Finding> {
  const look = await lookAt(config)
  return look.ok ? fine('Store', look.says) : wrong('Store', look.says, look.mend)
}

/** Beyond this, questions come late or early; signed requests are refused at five minutes. */
const MOST_SKEW_S = 30

/** The answer was written between `before` and `after`; its header has whole seconds. */
export function clockFinding(
  platform: string,
  date: string,
  { before, after }: { readonly before: Temporal.Instant; readonly after: Temporal.Instant },
): Finding {
  const theirs = Date.parse(date)
  if (Number.isNaN(theirs)) return fine('Clock', `${platform} does not say what time it is`)
  const early = theirs - after.epochMilliseconds
  const late = before.epochMilliseconds - (theirs + 1000)
  const off = Math.round(Math.max(0, early, late) / 1000)
  if (off <= MOST_SKEW_S) return fine('Clock', `within ${MOST_SKEW_S} s of that of ${platform}`)
  return wrong(
    'Clock',
    `this machine is ${off} s ${early > 0 ? 'behind' : 'ahead of'} ${platform}`,
    'Set the clock, or let NTP keep it: requests are refused that look older than five minutes, and questions come at the wrong time',
  )
}

/** The findings as they are shown, and a last line that sums up. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ about, ok, says, mend }) => [
    `${ok ? 'ok   ' : 'WRONG'}  ${about}: ${says}`,
    ...(mend === undefined ? [] : [`       -> ${mend}`]),
  ])
  const count = findings.filter(({ ok }) => !ok).length
  return `${[...lines, '', count === 0 ? 'All is well.' : `${count} to mend.`].join('\n')}\n`
}
