// What a team's own ten thousand entries cost: the first start, which reads and checks every file, the second, which finds the
// snapshot, and then a lookup by name, one with a slip and a sentence.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Library } from '../src/library/library.ts'
import { readLibrary } from '../src/library/snapshot.ts'
import { type Grown, writeGrown } from './grown.ts'
import { time } from './lookup.ts'
import type { Row } from './rows.ts'

const CONTENT = join(import.meta.dirname, '../content')
export const ENTRIES = 10_000

export interface Growth {
  readonly grown: Grown
  readonly library: Library
  /** Milliseconds. */
  readonly firstStart: number
  readonly secondStart: number
}

/** Opens our library with `count` more entries twice, without a snapshot and with it. Leaves no file behind. */
export async function grow(count: number): Promise<Growth> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-growth-'))
  try {
    const snapshot = join(folder, 'snapshot')
    const grown = writeGrown(join(folder, 'content'), count, (await readLibrary([CONTENT])).concepts)
    const open = async (): Promise<{ library: Library; ms: number }> => {
      const started = performance.now()
      const library = await readLibrary([CONTENT, join(folder, 'content')], snapshot)
      return { library, ms: performance.now() - started }
    }
    const { ms: firstStart } = await open()
    const { ms: secondStart, library } = await open()
    return { grown, library, firstStart, secondStart }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function benchGrowth(count = ENTRIES): Promise<readonly Row[]> {
  const { grown, library, firstStart, secondStart } = await grow(count)
  const memory = process.resourceUsage().maxRSS / 1024
  console.log(
    `${count} more entries: first start ${(firstStart / 1000).toFixed(1)} s, second ${(secondStart / 1000).toFixed(2)} s; at most ${memory.toFixed(0)} MB resident`,
  )
  const rows: Row[] = []
  const names = grown.names.slice(0, 1000)
  for (const [name, queries] of [
    ['name', names],
    ['name with a slip', names.slice(0, 200).map((each) => each.slice(1))],
    ['twelve-word sentence', grown.sentences],
  ] as const) {
    const { p50, p99 } = await time(queries, (query) => library.look(query))
    console.log(
      `${name.padEnd(22)} p50 ${(p50 / 1000).toFixed(3).padStart(8)} ms, p99 ${(p99 / 1000).toFixed(3).padStart(8)} ms`,
    )
    rows.push({
      what: `${name}, ${count} entries more`,
      ours: `${(p50 / 1000).toFixed(3)} ms`,
      note: `p99 ${(p99 / 1000).toFixed(3)} ms; second start ${(secondStart / 1000).toFixed(2)} s`,
    })
  }
  return rows
}
