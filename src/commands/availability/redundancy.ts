// How many copies of a part a target takes, whether so many are enough, or what so many give.

import { z } from 'zod'
import { achievedText, availabilityText, numberText, plural, targetText } from '../../amounts.ts'
import { form, needed, optional } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { compare, complement, ONE, toNumber } from '../../reliability/rational.ts'
import { given as group, replicasFor } from '../../reliability/redundancy.ts'
import { bold, text } from '../../reply.ts'
import { whole } from '../../value/amount.ts'
import { targetKind } from '../../value/target.ts'
import { compose } from './compose.ts'
import { percentOf } from './table.ts'

const EXAMPLE = '/availability 99.999 from 99.5'
const COPIES = 'replicas?|copies|nodes?|instances?|servers?|machines?|vms?|boxes|pods?|regions?|zones?|of|x|×'

export const redundancy = form({
  about: 'How many replicas of a part reach a target, or whether so many are enough',
  explains: 'redundancy',
  example: EXAMPLE,
  options: {
    part: needed(
      targetKind('part', {
        before: 'from|of|with|each|at|using|out of',
        after:
          '(?:% )?(?:replicas?|copies|nodes?|instances?|servers?|machines?|vms?|each|available|parts?|regions?|boxes|pods?)',
      }),
      'What one copy gives: from 99.5',
    ),
    target: optional(
      targetKind('target', {
        before: 'for|reach|to|get|need|hit|want|target|slo|sla|goal|make|achieve|meet|gives?(?: us)?',
        after: 'target|slo|sla',
      }),
      'What is to be reached: 99.999',
    ),
    count: optional(
      whole({ name: 'count', sample: '3', after: COPIES, labelledOnly: true }),
      'So many copies: are they enough?',
    ),
    need: optional(
      whole({
        name: 'need',
        sample: '2',
        before: 'needs?|needed|at least|require[sd]?',
        after: '(?:must|have to|need to|are|is) (?:be )?(?:up|needed|required|alive)|needed|required',
        labelledOnly: true,
      }),
      'How many of them must be up',
    ),
  },
  lacks: ({ target, count }) => (target === undefined && count === undefined ? ['target'] : []),
  run({ target, part, count, need = 1 }, context) {
    if (count !== undefined && need > count)
      throw new Refusal('bad-count', `${need} of ${count} can not be needed: there are only ${count}.`, EXAMPLE)
    const copies = (of: number): string => `${percentOf(part)} x${of}${need > 1 ? ` need ${need}` : ''}`
    if (target === undefined && count === undefined)
      throw new Refusal(
        'missing',
        'Missing: target. Expected what is to be reached, such as 99.99, or how many copies there are.',
        EXAMPLE,
        ['99.9', '99.95', '99.99', '99.999'],
        'target',
      )
    // Without a target it is a system of one group.
    if (target === undefined) return compose.call({ system: copies(count ?? need) }, context)
    const least =
      compare(target.ratio, ONE) === 0 && compare(part.ratio, ONE) < 0
        ? null
        : replicasFor({ target: target.ratio, part: part.ratio, need })
    const asked = count === undefined ? least : group({ part: part.ratio, count, need })
    const enough = asked !== null && compare(asked.unavailability, complement(target.ratio)) <= 0
    const each = `${targetText(part.ratio)}${need > 1 ? `, ${need} needed` : ''}`
    const gives = asked && achievedText(complement(asked.unavailability), target.ratio)
    return {
      blocks: [
        count === undefined || asked === null
          ? least === null
            ? text(bold('No number of copies'), ` of ${each} reaches ${targetText(target.ratio)}.`)
            : text(
                bold(plural(least.count, 'copy', 'copies')),
                ` of ${each}: together ${gives}, for a target of ${targetText(target.ratio)}.`,
              )
          : text(
              bold(enough ? 'Enough' : 'Not enough'),
              `: ${plural(count, 'copy', 'copies')} of ${each} give ${gives}, for a target of ${targetText(target.ratio)}.`,
              least === null
                ? ''
                : enough
                  ? least.count < count
                    ? ` ${plural(least.count, 'copy', 'copies')} would do.`
                    : ''
                  : ` It takes ${least.count}.`,
            ),
        ...working({
          formula: [
            need === 1
              ? `n = smallest whole number with (1 − ${part.text})^n ≤ 1 − ${target.text}`
              : `n = fewest of which ${need} or more are up often enough`,
            ...(asked
              ? [
                  `n = ${asked.count}: 1 − A = ${numberText(asked.unavailability)}, A = ${availabilityText(complement(asked.unavailability))}`,
                ]
              : []),
          ],
          assumes: [
            'copies fail independently',
            'failover is instant and works',
            'one shared cause in ten failures undoes most of this',
          ],
          sources: ['aws-beyond', 'calculus'],
        }),
        ...row([
          asked && asked.count <= 1000
            ? context.button('With 10 % shared', {
                command: 'availability',
                form: 'compose',
                raw: { system: copies(asked.count), shared: '10%' },
              })
            : undefined,
        ]),
      ],
      answer: {
        type: 'redundancy',
        target: toNumber(target.ratio),
        part: toNumber(part.ratio),
        count: asked?.count ?? null,
        availability: asked ? toNumber(complement(asked.unavailability)) : null,
        unavailability: asked ? toNumber(asked.unavailability) : null,
        enough,
        needed: least?.count ?? null,
      } as { type: 'redundancy' },
    }
  },
})

export const redundancyAnswer = z.strictObject({
  type: z.literal('redundancy'),
  target: z.number(),
  part: z.number(),
  count: z.number().nullable(),
  availability: z.number().nullable(),
  unavailability: z.number().nullable(),
  enough: z.boolean(),
  needed: z.number().nullable(),
})
