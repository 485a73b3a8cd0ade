// What one content file claims, against all others: ids, names, links and relations.

import type { Comparison, Concept, Topic } from './entry.ts'
import type { Report } from './fault.ts'
import type { Page } from './markdown.ts'
import type { Sections } from './sections.ts'
import { nameKey } from './words.ts'

/** An entry as one file gives it, before it is known that the others are there. */
export interface Draft<E> {
  readonly entry: E
  readonly links: Sections['links']
  readonly page: Page
  readonly report: Report
}

/** Reports everything that does not meet. */
export function crossCheck(
  concepts: readonly Draft<Concept>[],
  topics: readonly Draft<Topic>[],
  comparisons: readonly Draft<Comparison>[],
): void {
  const conceptIds = new Set(concepts.map(({ entry }) => entry.id))
  const topicIds = new Set(topics.map(({ entry }) => entry.id))
  const known = (id: string): boolean => conceptIds.has(id) || topicIds.has(id)
  unique(
    [...concepts].map((draft) => [draft.entry.id, draft, 1]),
    'is the id of another concept too',
  )
  unique(
    [...topics].map((draft) => [draft.entry.id, draft, 1]),
    'is the id of another topic too',
  )
  unique(
    comparisons.map((draft) => [[...draft.entry.pair].sort().join(' vs '), draft, draft.page.front.lineOf(['pair'])]),
    'is compared in another file too',
  )
  unique(
    topics
      .filter(({ entry }) => entry.number > 0)
      .map((draft) => [String(draft.entry.number), draft, draft.page.front.lineOf(['number'])]),
    'is the number of another topic too',
  )
  const names = [...concepts, ...topics].flatMap((draft) =>
    draft.entry.aliases.map((alias, index): [string, Draft<Concept | Topic>, number] => [
      nameKey(alias),
      draft,
      draft.page.front.lineOf(['aliases', index]),
    ]),
  )
  unique(names, 'is an alias of another entry too')
  const titles = new Map(
    concepts.flatMap(({ entry }) => [
      [nameKey(entry.title), entry.id],
      [nameKey(entry.id), entry.id],
    ]),
  )
  for (const [alias, draft, line] of names) {
    const owner = titles.get(alias)
    if (owner !== undefined && owner !== draft.entry.id)
      draft.report(line, `the alias "${alias}" is the title or id of "${owner}"`)
  }
  for (const { entry, page, report } of concepts) {
    if (!topicIds.has(entry.topic)) report(page.front.lineOf(['topic']), `there is no topic "${entry.topic}"`)
    const own = new Set([entry.title, entry.id, ...entry.aliases].map(nameKey))
    entry.everyday.forEach((name, index) => {
      if (!own.has(nameKey(name)))
        report(page.front.lineOf(['everyday', index]), `"${name}" is none of the names of this entry`)
    })
    entry.related.forEach((id, index) => {
      if (!conceptIds.has(id)) report(page.front.lineOf(['related', index]), `there is no concept "${id}"`)
      if (id === entry.id) report(page.front.lineOf(['related', index]), 'an entry is not related to itself')
    })
  }
  for (const { entry, page, report } of topics) {
    entry.terms.forEach((id, index) => {
      if (!conceptIds.has(id)) report(page.front.lineOf(['terms', index]), `there is no concept "${id}"`)
    })
  }
  for (const { entry, page, report } of comparisons) {
    entry.pair.forEach((id, index) => {
      if (!known(id)) report(page.front.lineOf(['pair', index]), `there is no entry "${id}"`)
    })
  }
  for (const { links, report } of [...concepts, ...topics, ...comparisons]) {
    for (const { id, line } of links) if (!known(id)) report(line, `there is no entry "${id}"`)
  }
}

function unique(names: readonly [string, Draft<unknown>, number][], problem: string): void {
  const first = new Map<string, Draft<unknown>>()
  for (const [name, draft, line] of names) {
    const other = first.get(name)
    if (other === undefined) first.set(name, draft)
    else if (other === draft) draft.report(line, `"${name}" stands twice`)
    else draft.report(line, `"${name}" ${problem}`)
  }
}
