// The content folders on disk. Reading is all that happens here.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const FOLDERS = ['topics', 'concepts', 'comparisons', 'elsewhere'] as const

export interface ContentFile {
  readonly folder: (typeof FOLDERS)[number]
  readonly id: string
  /** As it is named in an error. */
  readonly path: string
  readonly source: string
}

/** All content files of these folders, in a stable order. Throws where a folder can't be read. */
export function readContentFiles(directories: readonly string[]): ContentFile[] {
  return directories.flatMap((directory) => {
    const inside = new Set(readdirSync(directory))
    return FOLDERS.filter((folder) => inside.has(folder)).flatMap((folder) =>
      readdirSync(join(directory, folder))
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => {
          const path = join(directory, folder, name)
          return {
            folder,
            id: name.slice(0, -3),
            path: relative(process.cwd(), path),
            source: readFileSync(path, 'utf8'),
          }
        }),
    )
  })
}
