// The question files on disk: quiz/*.yaml in each content folder. Reading is all that happens here.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface QuizFile {
  /** The file's name without its ending: the topic. */
  readonly id: string
  /** As it is named in a fault. */
  readonly path: string
  readonly source: string
}

/** All question files of these content folders, in a stable order. A folder without questions gives none. */
export function readQuizFiles(directories: readonly string[]): QuizFile[] {
  return directories.flatMap((directory) => {
    const folder = join(directory, 'quiz')
    if (!existsSync(folder)) return []
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const path = join(folder, name)
        return { id: name.slice(0, -5), path: relative(process.cwd(), path), source: readFileSync(path, 'utf8') }
      })
  })
}
