// What one content file claims, against all others: ids, names, links and relations.

import type { Comparison, Concept, Elsewhere, Topic } from './entry.ts'
import type { Report } from './fault.ts'
import type { Front } from './markdown.ts'
import type { Sections } from './sections.ts'
import { nameKey } from './words.ts'

/** An entry as one file gives it, before it is known that the others are there. */
export interface Draft<E> {
  readonly entry: E
  readonly links: Sections['links']
  /** As the front matter's own. May read the file again: it is asked only where there is a fault. */
  readonly lineOf: Front['lineOf']
  readonly report: Report
}

/** Reports everything that does not meet. */
export function crossCheck(
  concepts: readonly Draft<Concept>[],
  topics: readonly Draft<Topic>[],
  comparisons: readonly Draft<Comparison>[],
  elsewhere: readonly Draft<Elsewhere>[],
): void {
  const conceptIds = new Set(concepts.map(({ entry }) => entry.id))
  const topicIds = new Set(topics.map(({ entry }) => entry.id))
  const known = (id: string): boolean => conceptIds.has(id) || topicIds.has(id)
  unique(
    concepts.map((draft) => [draft.entry.id, draft, undefined]),
    'is the id of another concept too',
  )
  unique(
    topics.map((draft) => [draft.entry.id, draft, undefined]),
    'is the id of another topic too',
  )
  unique(
    comparisons.map((draft) => [[...draft.entry.pair].sort().join(' vs '), draft, ['pair']]),
    'is compared in another file too',
  )
  unique(
    topics.filter(({ entry }) => entry.number > 0).map((draft) => [String(draft.entry.number), draft, ['number']]),
    'is the number of another topic too',
  )
  unique(
    elsewhere.map((draft) => [draft.entry.id, draft, undefined]),
    'is the id of another field elsewhere too',
  )
  const names = [...concepts, ...topics].flatMap((draft) =>
    draft.entry.aliases.map((alias, index): Claim<Concept | Topic> => [nameKey(alias), draft, ['aliases', index]]),
  )
  unique(names, 'is an alias of another entry too')
  const titles = new Map(
    concepts.flatMap(({ entry }) => [
      [nameKey(entry.title), entry.id],
      [nameKey(entry.id), entry.id],
    ]),
  )
  for (const [alias, draft, path] of names) {
    const owner = titles.get(alias)
    if (owner !== undefined && owner !== draft.entry.id)
      draft.report(draft.lineOf(path ?? []), `the alias "${alias}" is the title or id of "${owner}"`)
  }
  for (const { entry, lineOf, report } of concepts) {
    if (!topicIds.has(entry.topic)) report(lineOf(['topic']), `there is no topic "${entry.topic}"`)
    const own = new Set([entry.title, entry.id, ...entry.aliases].map(nameKey))
    entry.everyday.forEach((name, index) => {
      if (!own.has(nameKey(name))) report(lineOf(['everyday', index]), `"${name}" is none of the names of this entry`)
    })
    if (entry.broader !== undefined && !entry.related.includes(entry.broader))
      report(lineOf(['broader']), `"${entry.broader}" is none of the related entries`)
    entry.related.forEach((id, index) => {
      if (!conceptIds.has(id)) report(lineOf(['related', index]), `there is no concept "${id}"`)
      if (id === entry.id) report(lineOf(['related', index]), 'an entry is not related to itself')
    })
  }
  for (const { entry, lineOf, report } of topics) {
    entry.terms.forEach((id, index) => {
      if (!conceptIds.has(id)) report(lineOf(['terms', index]), `there is no concept "${id}"`)
    })
  }
  for (const { entry, lineOf, report } of comparisons) {
    entry.pair.forEach((id, index) => {
      if (!known(id)) report(lineOf(['pair', index]), `there is no entry "${id}"`)
    })
  }
  for (const { links, report } of [...concepts, ...topics, ...comparisons]) {
    for (const { id, line } of links) if (!known(id)) report(line, `there is no entry "${id}"`)
  }
}

/** What a file claims for itself alone, and the key of its front matter that does; undefined where the file's name does. */
type Claim<E = unknown> = readonly [string, Draft<E>, readonly PropertyKey[] | undefined]

function unique(claims: readonly Claim[], problem: string): void {
  const first = new Map<string, Draft<unknown>>()
  for (const [name, draft, path] of claims) {
    const other = first.get(name)
    if (other === undefined) {
      first.set(name, draft)
      continue
    }
    draft.report(path ? draft.lineOf(path) : 1, other === draft ? `"${name}" stands twice` : `"${name}" ${problem}`)
  }
}
