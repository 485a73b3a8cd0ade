// From the start of the process to the first answer of the console, and the memory that each part takes. Each measure is a process of its own.

import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { SNAPSHOT_FILE } from '../src/library/snapshot.ts'
import { median, type Row } from './rows.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const run = (args: readonly string[]): { ms: number; out: string } => {
  const started = performance.now()
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { ms: performance.now() - started, out: stdout }
}

export function benchStart(): readonly Row[] {
  const ask = (): number => run([MAIN, 'ask', '/concept cap']).ms
  const bare = median(Array.from({ length: 7 }, () => run(['-e', '0']).ms))
  rmSync(SNAPSHOT_FILE, { force: true })
  const first = ask()
  const later = median(Array.from({ length: 9 }, ask))
  console.log(
    `start to the first console answer, and exit: ${later.toFixed(0)} ms; after a change of the content: ${first.toFixed(0)} ms; bare Node: ${bare.toFixed(0)} ms`,
  )
  const rows: Row[] = [
    {
      what: 'start to the first answer, and exit',
      ours: `${later.toFixed(0)} ms`,
      peer: `bare Node: ${bare.toFixed(0)} ms`,
      ratio: later / bare,
      note: `after a change of the content ${first.toFixed(0)} ms`,
    },
  ]
  let node = 0
  for (const part of ['node', 'bot', 'bot slack', 'bot discord', 'bot slack discord']) {
    const { out } = run([join(import.meta.dirname, 'load.ts'), ...part.split(' ')])
    const { rss, ms } = JSON.parse(out) as { rss: number; ms: number }
    console.log(`loaded: ${part.padEnd(20)} ${rss.toFixed(0).padStart(4)} MB resident, ${ms.toFixed(0).padStart(4)} ms`)
    if (part === 'node') node = rss
    else
      rows.push({
        what: `memory, ${part.replaceAll(' ', ' + ')}`,
        ours: `${rss.toFixed(0)} MB`,
        peer: `bare Node: ${node.toFixed(0)} MB`,
        ratio: rss / node,
        note: `loaded in ${ms.toFixed(0)} ms`,
      })
  }
  return rows
}
