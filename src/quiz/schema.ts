// The keys that a question file may have and what may stand in them: the rules of the format, as data.

import { z } from 'zod'

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is a slug: lower-case words joined by hyphens')

/** Plain text of one line: it is shown on every platform as it stands. */
const line = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, `has at least ${least} characters`)
    .max(most, `has at most ${most} characters`)
    .refine((text) => !/[`\p{Cc}]|\*\*|\]\(/u.test(text), 'is plain text of one line, without Markdown')

/** Options that speak of other options give themselves away, or stop being true once they are shuffled. */
const ABOUT_OPTIONS =
  /\b(?:all|none|any|neither|both|either|two|some) of (?:the above|these|the others?|the other options|those)\b|\bboth [A-D] and [A-D]\b|\b(?:the )?(?:above|below) options?\b/i

const option = z.strictObject({
  text: line(3, 100).refine((text) => !ABOUT_OPTIONS.test(text), 'stands for itself: it says nothing of other options'),
  why: line(30, 240),
})

const source = z
  .strictObject({
    who: z.string().trim().min(1),
    year: z.int().min(1900).max(2100),
    title: z.string().trim().min(1),
    doi: z
      .string()
      .regex(/^10\.\d{4,9}\/\S+$/, 'is a DOI like 10.1145/564585.564601')
      .optional(),
    url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(({ doi, url }) => (doi === undefined) !== (url === undefined), 'has a doi or a url, one of them')
  .transform(({ doi, url, ...rest }) => ({ ...rest, url: url ?? `https://doi.org/${doi}` }))

export const writtenQuestion = z
  .strictObject({
    id: slug,
    concept: slug,
    difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    ask: line(40, 280).regex(/^[^?]+\?$/, 'ends in its one question mark'),
    right: option,
    wrong: z.array(option).length(3, 'holds exactly three options'),
    check: z.string().optional(),
    source,
  })
  .superRefine(({ right, wrong }, context) => {
    const texts = [right, ...wrong].map(({ text }) => text.toLowerCase())
    wrong.forEach((_, at) => {
      if (texts.indexOf(texts[at + 1] ?? '') !== at + 1)
        context.addIssue({ code: 'custom', path: ['wrong', at, 'text'], message: 'stands twice among the options' })
    })
  })

export const quizFile = z.strictObject({
  topic: slug,
  // Each question is read by itself, so that one that is wrong hides no other.
  questions: z.array(z.unknown()).min(1, 'holds at least one question'),
})
