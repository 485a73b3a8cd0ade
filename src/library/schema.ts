// The keys and sections that a content file may have: the rules of content/README.md, as data.

import { z } from 'zod'

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is a slug: lower-case words joined by hyphens')
const day = z.union([z.string(), z.date()]).transform((value, context) => {
  const text = typeof value === 'string' ? value : value.toISOString().slice(0, 10)
  try {
    return Temporal.PlainDate.from(text).toString()
  } catch {
    context.addIssue({ code: 'custom', message: 'is a date like 2026-11-22' })
    return z.NEVER
  }
})
const phrases = (least: number, most: number) =>
  z.array(z.coerce.string().trim().min(1).max(140)).min(least, `has at least ${least}`).max(most, `has at most ${most}`)

const source = z
  .strictObject({
    who: z.string().min(1),
    year: z.int().min(1900).max(2100),
    title: z.string().min(1),
    doi: z
      .string()
      .regex(/^10\.\d{4,9}\/\S+$/, 'is a DOI like 10.1145/564585.564601')
      .optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
    supports: z.string().min(1),
    primary: z.boolean().default(false),
  })
  .refine(({ doi, url }) => doi !== undefined || url !== undefined, 'has a doi or a url')
  .transform(({ doi, url, ...rest }) => ({ ...rest, url: url ?? `https://doi.org/${doi}` }))

export const KINDS = [
  'metric',
  'objective',
  'property',
  'pattern',
  'mechanism',
  'protocol',
  'model',
  'theorem',
  'failure',
  'practice',
] as const

export const conceptFront = z
  .strictObject({
    title: z.string().min(1).max(60),
    topic: slug,
    kind: z.enum(KINDS),
    aliases: phrases(1, 12),
    words: phrases(0, 64).default([]),
    related: z.array(slug).min(3).max(6),
    broader: slug.optional(),
    everyday: phrases(0, 12).default([]),
    reviewed_on: day,
    check_after: day.optional(),
    volatile: z.boolean().default(false),
    sources: z.array(source).min(1).max(4),
  })
  .refine(({ sources }) => sources.some(({ primary }) => primary), {
    path: ['sources'],
    message: 'holds at least one that is primary',
  })
  .refine((front) => !front.volatile || front.check_after !== undefined, {
    path: ['volatile'],
    message: 'needs check_after beside it',
  })

export const topicFront = z.strictObject({
  number: z.int().min(1).max(999).optional(),
  title: z.string().min(1).max(60),
  line: z.string().min(1).max(110),
  terms: z.array(slug).min(1).max(5),
  aliases: phrases(0, 12).default([]),
  words: phrases(0, 64).default([]),
  reviewed_on: day,
})

export const comparisonFront = z.strictObject({
  pair: z.tuple([slug, slug]),
  reviewed_on: day,
})

export const elsewhereFront = z.strictObject({
  title: z.string().min(1).max(60),
  names: phrases(0, 120).default([]),
  words: phrases(0, 160).default([]),
})

/** What a section may hold. `most` counts characters as shown, of the paragraph or of each item. */
export type Shape =
  | { readonly shape: 'paragraph'; readonly most: number }
  | {
      readonly shape: 'list'
      readonly least: number
      readonly items: number
      readonly most: number
      readonly form?: 'pair' | 'linked'
    }
  | { readonly shape: 'how'; readonly words: number }
  | {
      readonly shape: 'table'
      readonly columns: number
      readonly least: number
      readonly items: number
      readonly most: number
    }
  | { readonly shape: 'figure'; readonly lines: number; readonly columns: number; readonly most: number }
  /** A fence with a phrase on each line, taken as it stands. */
  | { readonly shape: 'phrases'; readonly least: number; readonly items: number; readonly most: number }

export interface SectionRule {
  readonly name: string
  readonly rule: Shape
  readonly optional?: true
}

const paragraph = (name: string, most: number): SectionRule => ({ name, rule: { shape: 'paragraph', most } })
const list = (name: string, least: number, items: number, most: number, form?: 'pair' | 'linked'): SectionRule => ({
  name,
  rule: { shape: 'list', least, items, most, ...(form && { form }) },
})

/** What people say when they mean the entry: for the search alone, shown to nobody. */
const askedAs = (least: number, items: number): SectionRule => ({
  name: 'Asked as',
  rule: { shape: 'phrases', least, items, most: 200 },
})

export const CARD = ['Definition', 'Why', 'Number', 'Trap'] as const
export const CARD_MOST = 900
export const MORE_WORDS = 300

export const CONCEPT_SECTIONS: readonly SectionRule[] = [
  paragraph('Definition', 200),
  paragraph('Why', 160),
  paragraph('Number', 200),
  paragraph('Trap', 220),
  { name: 'How', rule: { shape: 'how', words: 100 } },
  list('Trade-offs', 2, 4, 160, 'pair'),
  list('Use when', 2, 3, 90),
  list('Avoid when', 2, 3, 90),
  list('Looks like', 2, 4, 140),
  list('Examples', 2, 3, 160),
  list('Confused with', 1, 3, 200, 'linked'),
  { ...paragraph('Assumes', 160), optional: true },
  askedAs(3, 240),
]

export const TOPIC_SECTIONS: readonly SectionRule[] = [
  paragraph('Covers', 400),
  { name: 'How they hang together', rule: { shape: 'figure', lines: 14, columns: 64, most: 300 } },
  paragraph('Where to start', 300),
  list('Mistakes', 3, 5, 180),
  askedAs(1, 120),
]

export const COMPARISON_SECTIONS: readonly SectionRule[] = [
  paragraph('Difference', 300),
  { name: 'Side by side', rule: { shape: 'table', columns: 3, least: 3, items: 6, most: 90 } },
  list('Which one', 2, 4, 180),
  askedAs(1, 40),
]

export const ELSEWHERE_SECTIONS: readonly SectionRule[] = [askedAs(10, 240)]

/** Wrong often enough to be forbidden, but where a trap names them in order to deny them. */
export const BANNED = [
  'pick two',
  'ca system',
  'ca database',
  'exactly-once delivery',
  'jwt encrypts',
  'zero downtime',
  'always consistent',
] as const
