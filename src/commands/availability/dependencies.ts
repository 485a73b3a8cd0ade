// The rule of the extra nine: what critical dependencies must give, and what is left for the service itself.

import { z } from 'zod'
import { availabilityText, durationText, plural, spanText, targetText } from '../../amounts.ts'
import { form, needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { extraNine } from '../../reliability/dependencies.ts'
import { complement, mul, ratio, sign, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { whole } from '../../value/amount.ts'
import { targetKind } from '../../value/target.ts'
import { PERIODS } from './table.ts'

const EXAMPLE = '/availability 99.95 with 6 critical dependencies'

export const dependencies = form({
  about: 'What critical dependencies must give for a target: the rule of the extra nine',
  explains: 'spof',
  example: EXAMPLE,
  options: {
    target: needed(targetKind('target'), 'The target of the service: 99.95'),
    count: needed(
      whole({
        name: 'dependencies',
        sample: '6',
        likely: ['3', '5', '10'],
        before: 'depends? on|dependencies|deps|relies on|calls',
        after:
          '(?:critical|hard|unique|external|upstream)?\\s*(?:dependenc(?:y|ies)|deps|upstreams?|backends?|services?)',
        labelledOnly: true,
      }),
      'How many it can not do without: 6 dependencies',
    ),
  },
  run({ target, count }) {
    if (target.ratio.n === target.ratio.d)
      throw new Refusal(
        'out-of-range',
        'A target of 100 % leaves nothing for a dependency to fail with. Expected a target below 100 %.',
        EXAMPLE,
      )
    const { needed: each, theirs, own, allAtTarget } = extraNine({ target: target.ratio, dependencies: count })
    const year = ratio(PERIODS.year)
    const allowed = mul(complement(target.ratio), year)
    return {
      blocks: [
        text(
          bold(`${availabilityText(each)} each`),
          ` is what ${plural(count, 'critical dependency', 'critical dependencies')} must give for ${targetText(target.ratio)}.`,
          sign(own) > 0
            ? ` They then take ${durationText(mul(theirs, year))} of ${durationText(allowed)} a year; ${durationText(mul(own, year))} are left for the service itself.`
            : ` Even so they take ${durationText(mul(theirs, year))} of ${durationText(allowed)} a year: nothing is left for the service itself. Make some of them non-critical.`,
        ),
        ...working({
          formula: [
            `each: 1 − (1 − ${target.text}) / 10 = ${availabilityText(each)}`,
            `only as good as the target: ${target.text}^${count} = ${availabilityText(allAtTarget)} before any failure of the service`,
          ],
          assumes: [
            'critical means that the service is down without it',
            'each counts once, however deep it is used',
            'their failures do not coincide, the worst case',
            `a year of ${spanText(year)}`,
          ],
          sources: ['calculus'],
        }),
      ],
      answer: {
        type: 'dependencies',
        target: toNumber(target.ratio),
        count,
        neededEach: toNumber(each),
        theirsSecondsPerYear: toNumber(mul(theirs, year)),
        ownSecondsPerYear: toNumber(mul(own, year)),
        availabilityAtTarget: toNumber(allAtTarget),
      } as { type: 'dependencies' },
    }
  },
})

export const dependenciesAnswer = z.strictObject({
  type: z.literal('dependencies'),
  target: z.number(),
  count: z.number(),
  neededEach: z.number(),
  theirsSecondsPerYear: z.number(),
  ownSecondsPerYear: z.number(),
  availabilityAtTarget: z.number(),
})
