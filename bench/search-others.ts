// The same questions to other search libraries over the same entries, to see what ours is worth. Each is set up as its documentation
// advises for text that people type: slips forgiven where it can, any word enough; of several such settings, the one that scored best.

import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import { Charset, Document as FlexDocument } from 'flexsearch'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import type { Content, Entry } from '../src/library/entry.ts'
import { makeSnapshot, openLibrary } from '../src/library/library.ts'
import type { Found } from '../src/library/look.ts'
import { shown } from '../src/library/shown.ts'
import { time } from './lookup.ts'
import type { Row } from './rows.ts'
import { type Query, type Score, score } from './search.ts'

const FIELDS = ['title', 'aliases', 'asked', 'words', 'looks', 'core', 'body'] as const
type Flat = Readonly<Record<'key' | (typeof FIELDS)[number], string>>

/** Keys, best first; none where nothing was found. */
type Ask = (text: string) => readonly string[]

interface Other {
  readonly name: string
  build(entries: readonly Flat[]): Ask
}

const FOUND = 10

const miniSearch = (
  name: string,
  searchOptions: ConstructorParameters<typeof MiniSearch>[0]['searchOptions'],
): Other => ({
  name,
  build(entries) {
    const index = new MiniSearch<Flat>({ idField: 'key', fields: [...FIELDS], ...(searchOptions && { searchOptions }) })
    index.addAll(entries)
    return (text) => index.search(text).map(({ id }) => String(id))
  },
})

const OTHERS: readonly Other[] = [
  miniSearch('MiniSearch', {}),
  miniSearch('MiniSearch, fuzzy', { boost: { title: 2 }, fuzzy: 0.2, prefix: true }),
  {
    name: 'Orama',
    build(entries) {
      const schema = {
        key: 'string',
        title: 'string',
        aliases: 'string',
        asked: 'string',
        words: 'string',
        looks: 'string',
        core: 'string',
        body: 'string',
      } as const
      const index = create({ schema })
      insertMultiple(index, [...entries])
      return (text) => {
        const found = searchOrama(index, {
          term: text,
          properties: [...FIELDS],
          tolerance: 1,
          boost: { title: 2 },
          limit: FOUND,
        })
        if (found instanceof Promise) throw new Error('Orama answers at once where it has no plug-ins')
        return found.hits.map(({ document }) => document.key)
      }
    },
  },
  {
    name: 'FlexSearch',
    build(entries) {
      const index = new FlexDocument({ encoder: Charset.LatinBalance, document: { id: 'key', index: [...FIELDS] } })
      for (const entry of entries) index.add({ ...entry })
      return (text) => {
        const found = index.search(text, { limit: FOUND, suggest: true, merge: true }) as unknown as readonly {
          id: string
        }[]
        return found.map(({ id }) => id)
      }
    },
  },
  {
    name: 'Fuse.js',
    build(entries) {
      const index = new Fuse(entries, { keys: [...FIELDS], useTokenSearch: true })
      return (text) => index.search(text, { limit: FOUND }).map(({ item }) => item.key)
    },
  },
]

function flatten(entry: Entry): Flat {
  const lines = (...texts: readonly (readonly Parameters<typeof shown>[0][])[]): string =>
    texts.flat().map(shown).join('\n')
  const shared = {
    key: `${entry.type}:${entry.id}`,
    title: entry.title,
    aliases: [entry.id, ...entry.aliases].join('\n'),
    asked: entry.asked.join('\n'),
    words: entry.words.join('\n'),
  }
  return entry.type === 'topic'
    ? {
        ...shared,
        looks: '',
        core: `${entry.line}\n${shown(entry.covers)}`,
        body: lines([entry.start], entry.mistakes),
      }
    : {
        ...shared,
        looks: lines(entry.looksLike),
        core: lines([entry.definition, entry.why]),
        body: lines(
          [entry.number, entry.trap],
          entry.how,
          entry.tradeoffs,
          entry.useWhen,
          entry.avoidWhen,
          entry.examples,
        ),
      }
}

type Look = (text: string) => Found

/** An answer as ours are given, so that one rule counts them all. These libraries refuse only where nothing is found. */
function looking(ask: Ask, entries: readonly Entry[]): Look {
  const byKey = new Map(entries.map((entry) => [`${entry.type}:${entry.id}`, entry]))
  return (asked) => {
    const found = ask(asked).flatMap((key) => byKey.get(key) ?? [])
    // A concept and a topic may share an id: the better of them stands for both.
    const [entry, ...others] = found.filter((each, at) => found.findIndex(({ id }) => id === each.id) === at)
    return entry ? { type: 'entry', entry, matched: 'search', others } : { type: 'unknown', asked, suggestions: [] }
  }
}

/** Prints the table: ours and the others, over the same entries and queries. Gives a row for each of the others. */
export async function compareSearch(content: Content, queries: readonly Query[]): Promise<readonly Row[]> {
  const entries: readonly Entry[] = [...content.concepts, ...content.topics]
  const flat = entries.map(flatten)
  const all: readonly { readonly name: string; build(): Look }[] = [
    { name: 'ours', build: () => openLibrary(makeSnapshot(content)).look },
    ...OTHERS.map(({ name, build }) => ({ name, build: () => looking(build(flat), entries) })),
  ]
  console.log(`
                     top-1    top-3    typos,  symptoms,  out of scope   index   query
                                    acronyms  postmortem       refused      ms  p50 us`)
  const rows: Row[] = []
  let ours: { readonly p50: number; readonly first: string } | undefined
  for (const { name, build } of all) {
    // The first run compiles the code, the second is measured.
    build()
    const started = performance.now()
    const look = build()
    const took = performance.now() - started
    const scores = score({ look }, queries)
    const share = (styles: (style: string) => boolean, key: 'first' | 'three'): string => {
      const chosen = [...scores].filter(([style]) => styles(style)).map(([, row]) => row)
      const sum = (of: keyof Score): number => chosen.reduce((all, row) => all + row[of], 0)
      return `${((100 * sum(key)) / sum('asked')).toFixed(1)} %`
    }
    const outside = (style: string): boolean => style === 'out of scope'
    const inside = (style: string): boolean => !outside(style)
    const refused = scores.get('out of scope')
    // Some thirty of them, since a library may take a fifth of a second for each.
    const step = Math.ceil(queries.length / 30)
    const { p50 } = await time(
      queries.flatMap(({ q }, at) => (at % step === 0 ? [q] : [])),
      look,
      1,
    )
    const first = share(inside, 'first')
    if (ours)
      rows.push({
        what: 'lookup of any kind',
        ours: `${ours.p50.toFixed(0)} µs`,
        peer: `${name}: ${p50.toFixed(0)} µs`,
        ratio: ours.p50 / p50,
        note: `right at first, of ${queries.length} questions: ${ours.first} against ${first}`,
      })
    ours ??= { p50, first }
    console.log(
      [
        name.padEnd(18),
        first.padStart(8),
        share(inside, 'three').padStart(8),
        share((style) => style === 'typo' || style === 'acronym', 'first').padStart(9),
        share((style) => style === 'symptom' || style === 'postmortem', 'first').padStart(11),
        `${refused?.first ?? 0} of ${refused?.asked ?? 0}`.padStart(13),
        took.toFixed(0).padStart(7),
        p50.toFixed(0).padStart(7),
      ].join(' '),
    )
  }
  return rows
}
