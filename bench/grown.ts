// A team's content as it might grow: entries of the real format, as long as a team's own would be, on nothing at all. Most words come
// from our own prose, as often as they stand there, since common words are what makes a search slow; each entry has a few of its own.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../src/library/entry.ts'
import { shown } from '../src/library/shown.ts'

export interface Grown {
  /** Titles and aliases that were written. */
  readonly names: readonly string[]
  /** Sentences of twelve words in the manner of the entries, none of them a line of one. */
  readonly sentences: readonly string[]
}

type Random = () => number

/** A random number generator with a seed, so that every run writes the same. (mulberry32) */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const SYLLABLES =
  'ba dor fen gil hu jak lem mor nu pel qui ras sit tov vu wex yar zin cra dro fli gre plo sna tri'.split(' ')

/** Writes a content folder with `count` concepts of one topic, in files as a team would have them. */
export function writeGrown(directory: string, count: number, like: readonly Entry[]): Grown {
  const random = seeded(count)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const prose = like
    .flatMap((entry) =>
      entry.type === 'concept'
        ? [...entry.asked, shown(entry.definition), shown(entry.trap), ...entry.how.map(shown)]
        : [],
    )
    .flatMap((text) => text.toLowerCase().match(/[a-z]{2,}/g) ?? [])
    // Drawn one after another, these may come out as a phrase that no file may hold.
    .filter((word) => !word.endsWith('ca') && !['pick', 'always', 'zero', 'exactly', 'jwt'].includes(word))
  const coin = (): string => Array.from({ length: 3 }, () => pick(SYLLABLES)).join('')
  const text = (size: number, own: readonly string[], most = 80): string =>
    Array.from({ length: size }, () => (random() < 0.12 ? pick(own) : pick(prose)))
      .join(' ')
      .slice(0, most)
      .trim()
  const list = (items: number, size: number, own: readonly string[]): string =>
    Array.from({ length: items }, () => `- ${text(size, own)}`).join('\n')

  for (const folder of ['topics', 'concepts']) mkdirSync(join(directory, folder), { recursive: true })
  const titles = Array.from({ length: count }, (_, at) => `${coin()} ${coin()} ${at}`)
  const ids = titles.map((title) => title.replaceAll(' ', '-'))
  const aliases = ids.map((_, at) => [`${coin()} ${coin()} ${coin()} ${at}`, `${coin()}${at}`])
  titles.forEach((title, at) => {
    const own = [coin(), coin(), coin(), ...title.split(' ').slice(0, 2)]
    const id = (step: number): string => ids[(at + step) % count] ?? ''
    writeFileSync(
      join(directory, 'concepts', `${ids[at]}.md`),
      `---
title: ${title}
topic: grown
kind: practice
aliases: [${(aliases[at] ?? []).join(', ')}]
words: [${Array.from({ length: 12 }, () => text(2, own)).join(', ')}]
related: [${id(1)}, ${id(2)}, ${id(3)}]
reviewed_on: 2026-11-22
sources:
  - {who: A team, year: 2026, title: "Of ${text(4, own)}", url: "https://example.org/${ids[at]}", supports: "${text(6, own)}", primary: true}
---

## Definition

${text(22, own, 190)}.

## Why

${text(16, own, 150)}.

## Number

At two a day that is \`2 * ${at} = ${2 * at}\` of them.

## Trap

${text(24, own, 200)}.

## How

${text(60, own, 600)}.

## Trade-offs

- ${text(7, own)} / ${text(7, own)}
- ${text(7, own)} / ${text(7, own)}

## Use when

${list(2, 8, own)}

## Avoid when

${list(2, 8, own)}

## Looks like

${list(3, 10, own)}

## Examples

- ${text(8, own)} with **${pick(own)}** set to \`${pick(own)}=on\`
- ${text(12, own)}

## Confused with

- [${titles[(at + 1) % count]}](${id(1)}): ${text(12, own)}

## Asked as

\`\`\`
${Array.from({ length: 30 }, () => text(10, own)).join('\n')}
\`\`\`
`,
    )
  })
  writeFileSync(
    join(directory, 'topics', 'grown.md'),
    `---
title: Grown terms
line: What a team has written over the years.
terms: [${ids.slice(0, 4).join(', ')}]
reviewed_on: 2026-11-22
---

## Covers

Everything that the team has written.

## How they hang together

\`\`\`
one -> another
\`\`\`

## Where to start

Anywhere.

## Mistakes

- ${text(8, titles)}
- ${text(8, titles)}
- ${text(8, titles)}

## Asked as

\`\`\`
what has our team written down
\`\`\`
`,
  )
  const sentences = Array.from({ length: 200 }, () => text(12, pick(titles).split(' ').slice(0, 2), 200))
  return { names: [...titles, ...aliases.flat()], sentences }
}
