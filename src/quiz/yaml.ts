// One YAML file with the line of everything in it, so that a fault can say where it is.

import { isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Report } from '../library/fault.ts'

export interface Sheet {
  /** Undefined where the file is no YAML: that has been reported. */
  readonly data: unknown
  /** The line of a key, or of an item below it; that of the nearest thing above it where it is missing. */
  lineOf(path: readonly PropertyKey[]): number
}

export function parseSheet(source: string, report: Report): Sheet {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, stringKeys: true })
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : counter.linePos(offset).line)
  for (const error of document.errors) report(lineAt(error.pos[0]), error.message.split('\n')[0] ?? 'no YAML')
  visit(document, {
    Alias: (_, node) => report(lineAt(node.range?.[0]), 'YAML anchors are not used here'),
  })
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = document.getIn(path.slice(0, depth - 1), true)
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path[depth - 1])
        if (isPair(pair) && isScalar(pair.key)) return lineAt(pair.key.range?.[0])
      }
      const node = document.getIn(path.slice(0, depth), true)
      if (isScalar(node) || isMap(node)) return lineAt(node.range?.[0])
    }
    return 1
  }
  return { data: document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 }), lineOf }
}
