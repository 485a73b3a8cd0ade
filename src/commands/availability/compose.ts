// The availability of a system out of that of its parts, with what independence hides and which part to improve.

import { z } from 'zod'
import { availabilityText, durationText, exactText, numberText, shareText, targetText } from '../../amounts.ts'
import { form, needed, optional } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import {
  bounds,
  type Contribution,
  commonCause,
  contributions,
  type Part,
  unavailability,
  weakest,
} from '../../reliability/composition.ts'
import { ninesOf } from '../../reliability/nines.ts'
import { complement, mul, type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, plain, spans, text } from '../../reply.ts'
import { share } from '../../value/amount.ts'
import { drawExpression, writeExpression } from '../../value/expression-text.ts'
import { system } from '../../value/system.ts'
import { downtimeSchema, downtimes, ninesText, PERIODS } from './table.ts'

const EXAMPLE = '/availability lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)'
/** Rows of the table of parts. */
const PARTS_SHOWN = 8
/** Above this many written parts the gain of each is not worked out: it would take too long. */
const MOST_WRITTEN = 60

const nameOf = (part: Contribution, at: number, all: readonly Contribution[]): string =>
  part.name ??
  (all.filter(({ name }) => name === undefined).length > 1
    ? `part ${at + 1}, ${targetText(part.availability)}`
    : targetText(part.availability))

export const compose = form({
  about: 'Availability of a system out of its parts: a > b in series, a || b redundant, a x3 need 2',
  explains: 'redundancy',
  example: EXAMPLE,
  options: {
    system: needed(system, 'lb 99.99 > (app 99.9 x3 need 2) > (db 99.95 || replica 99.9)'),
    shared: optional(
      share({
        name: 'shared cause',
        sample: '10%',
        before: 'shared|common cause|correlated|beta',
        after: 'shared|common cause|correlated',
        labelledOnly: true,
      }),
      'Share of failures with a common cause: shared 10%',
    ),
  },
  run({ system: whole, shared }, context, raw) {
    const written = writeExpression(whole)
    if (partsIn(whole) > MOST_WRITTEN)
      throw new Refusal(
        'too-many',
        `That is ${partsIn(whole)} parts by name; at most ${MOST_WRITTEN} are compared. Put alike ones together, such as "99.9 x10".`,
        EXAMPLE,
      )
    const down = unavailability(whole)
    const availability = complement(down)
    const { lower, upper } = bounds(whole)
    const list = contributions(whole)
    const worst = list.length > 1 ? weakest(list) : undefined
    const together = shared && commonCause(whole, shared)
    const year = ratio(PERIODS.year)
    const exact = exactText(availability)
    return {
      blocks: [
        text(
          bold(availabilityText(availability)),
          ` if the parts fail independently: ${durationText(mul(down, year))} down a year (${ninesText(down)}).`,
          ...(worst ? [' Weakest part: ', bold(nameOf(worst, list.indexOf(worst), list)), '.'] : []),
          ...(together && shared
            ? [
                ' With ',
                plain(shareText(shared)),
                ' of failures shared: ',
                bold(availabilityText(complement(together))),
                `, ${durationText(mul(together, year))} a year.`,
              ]
            : []),
        ),
        { kind: 'formula', text: drawExpression(whole) },
        ...(list.length > 1 ? [gains(list, down, year)] : []),
        ...working({
          formula: [
            `all needed: A = Π aᵢ; any one: A = 1 − Π (1 − aᵢ); k of n: A = Σ of all ways in which k or more are up`,
            `1 − A = ${numberText(down)}; without independence between ${availabilityText(lower)} and ${availabilityText(upper)}`,
            ...(exact ? [`exactly A = ${exact}`] : []),
          ],
          assumes: [
            'parts fail independently, which real ones seldom do: shared zones, deploys and configuration fail together',
            'failover is instant and always works',
            ...(together ? ['a shared cause takes all copies of a group at once (beta-factor model)'] : []),
          ],
          sources: ['aws-beyond', 'calculus'],
        }),
        ...row([
          ...(shared === undefined && hasCopies(whole)
            ? [
                context.button('If 10 % is shared', {
                  command: 'availability',
                  form: 'compose',
                  raw: { ...raw, shared: '10%' },
                }),
              ]
            : []),
          ...(shared !== undefined
            ? [context.button('Independent', { command: 'availability', form: 'compose', raw: { system: written } })]
            : []),
        ]),
      ],
      answer: {
        type: 'composition',
        expression: written,
        availability: toNumber(availability),
        unavailability: toNumber(down),
        nines: down.n === 0n ? null : ninesOf(down),
        downtimeSeconds: downtimes(availability),
        lowerBound: toNumber(lower),
        upperBound: toNumber(upper),
        ...(worst && { weakest: nameOf(worst, list.indexOf(worst), list) }),
        ...(together && { sharedAvailability: toNumber(complement(together)) }),
      } as { type: 'composition' },
    }
  },
})

/** What the whole gains if one part is down half as much, or never. */
function gains(list: readonly Contribution[], down: Ratio, year: Ratio): Block {
  const top = list
    .map((part, at) => ({ part, name: nameOf(part, at, list) }))
    .sort((a, b) => toNumber(b.part.perfect) - toNumber(a.part.perfect))
  return {
    kind: 'table',
    caption: 'What improving each part gains a year',
    head: ['part', 'halve its downtime', 'never down', 'its share'],
    rows: top
      .slice(0, PARTS_SHOWN)
      .map(({ part, name }) => [
        spans(name),
        spans(`−${durationText(mul(part.halved, year))}`),
        spans(`−${durationText(mul(part.perfect, year))}`),
        spans(down.n === 0n ? '0 %' : shareText(ratio(part.perfect.n * down.d, part.perfect.d * down.n))),
      ]),
  }
}

const children = (part: Part): readonly Part[] =>
  part.kind === 'series' ? part.parts : part.kind === 'choose' ? part.of : part.kind === 'repeat' ? [part.part] : []
/** Parts as they are written: copies count once. */
const partsIn = (part: Part): number =>
  part.kind === 'part' ? 1 : children(part).reduce((sum, each) => sum + partsIn(each), 0)
const hasCopies = (part: Part): boolean =>
  part.kind === 'choose' || part.kind === 'repeat' || children(part).some(hasCopies)

export const composeAnswer = z.strictObject({
  type: z.literal('composition'),
  expression: z.string(),
  availability: z.number(),
  unavailability: z.number(),
  nines: z.number().nullable(),
  downtimeSeconds: downtimeSchema,
  lowerBound: z.number(),
  upperBound: z.number(),
  weakest: z.string().optional(),
  sharedAvailability: z.number().optional(),
})
