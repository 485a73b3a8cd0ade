// The credit that an agreement pays for a month: the tier that the month fell below, and what each tier takes to reach.

import { z } from 'zod'
import { achievedText, durationText, numberText, shareText, spanText, targetText } from '../../amounts.ts'
import { optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { compare, complement, div, mul, type Ratio, sum, toNumber } from '../../reliability/rational.ts'
import { credit as creditOf } from '../../reliability/sla.ts'
import { bold, text } from '../../reply.ts'
import { durations } from '../../value/amount.ts'
import { billingMonth } from '../../value/billing-month.ts'
import { mentioned } from '../../value/mentioned.ts'
import { money } from '../../value/money.ts'
import { targetKind } from '../../value/target.ts'
import { tiers } from '../../value/tiers.ts'
import { table } from './blocks.ts'
import { calculator } from './calculator.ts'
import { sensible } from './limits.ts'

const EXAMPLE = '/calc sla-credit 99.9:10 99:25 95:100 down 50m'
/** What a sentence about it says. */
const SUBJECT =
  /\d\s?% back\b|\b(?:credits?|payouts?|refund\w*|money back|(?:pays?|gets?|got|money) back|under (?:the|our|their) sla|reimburs\w*|compensat\w*|owes?|(?:sla|slas|contract|agreement|provider|vendor)\b[^.?!]*\b(?:pays?|gives?|grants?))\b/i

export const slaCredit = calculator({
  name: 'sla-credit',
  about: 'What an SLA pays back for a month, from its tiers and the downtime or the availability',
  explains: 'sla',
  options: {
    tiers: otherwise(
      mentioned(tiers, SUBJECT),
      'three-nines',
      'Tiers as 99.9:10 99:25, "10% below 99.9", or three-nines, four-nines, one-instance',
    ),
    month: otherwise(
      mentioned(billingMonth, SUBJECT),
      '30d',
      'The billing month: November, "last month", 31d; 30 days where left out',
    ),
    bill: optional(mentioned(money, SUBJECT), 'The monthly bill, to see the credit in money: bill 4000'),
    downtime: optional(
      mentioned(durations({ name: 'downtime', sample: '50m', atMost: 100 }), SUBJECT),
      'How long it was down in the month: 50m, or several',
    ),
    availability: optional(mentioned(targetKind('availability'), SUBJECT), 'Or the availability of the month: 99.5%'),
  },
  asked: [
    'sla credit',
    'what credit do we get for that downtime',
    'how much money back for 50 minutes of downtime',
    'which service credit applies at 99.5% availability',
    'do we get an sla credit this month',
    'how much does the sla pay back',
    'credit tier for this month',
    'does 43 minutes of downtime earn a credit',
    'how long must it be down before the provider pays',
    'refund for the outage under the sla',
    'our provider was down, what do we get back under the sla',
    'our sla pays that much below the target',
    'what do we owe customers under the sla at that availability',
    'the contract gives a service credit when uptime drops below',
    'what credit does the contract give us',
    'what should the payout be',
    'so much back if uptime is under that, how much back',
  ],
  examples: [EXAMPLE, '/calc sla-credit 98.7% four-nines bill 4000', '/calc sla-credit 7h30m 31d'],
  answer: z.strictObject({
    type: z.literal('sla-credit'),
    availability: z.number(),
    windowSeconds: z.number(),
    downSeconds: z.number(),
    creditRatio: z.number(),
    credit: z.number().nullable(),
    tiers: z.array(z.strictObject({ below: z.number(), credit: z.number(), downSeconds: z.number() })),
  }),
  run({ tiers: { list, name }, month, bill, downtime, availability }) {
    if ((downtime === undefined) === (availability === undefined))
      throw new Refusal(
        downtime ? 'too-many' : 'missing',
        downtime
          ? 'The downtime and the availability say the same thing. Leave one out.'
          : 'How long was it down in the month (50m), or how available was it (99.5%)?',
        EXAMPLE,
        downtime ? [] : ['50m', '4h', '8h', '2d'],
        'downtime',
      )
    sensible({ bill, availability: availability?.ratio, downtime: downtime && sum(downtime) }, EXAMPLE)
    const down = downtime ? sum(downtime) : mul(complement((availability as { ratio: Ratio }).ratio), month.seconds)
    if (compare(down, month.seconds) > 0)
      throw new Refusal(
        'out-of-range',
        `${durationText(down)} of downtime is more than the month of ${spanText(month.seconds)}.`,
        EXAMPLE,
      )
    const reached = availability?.ratio ?? complement(div(down, month.seconds))
    const credit = creditOf({ tiers: list, availability: reached })
    const back = bill && mul(bill, credit)
    const limits = list.map(({ below, credit: share }) => ({
      below,
      share,
      seconds: mul(complement(below), month.seconds),
    }))
    const [top] = limits
    const edge = limits.find(({ below }) => compare(below, reached) === 0)
    const shown = top ? achievedText(reached, top.below) : shareText(reached)
    const span = month.kind === 'calendar' ? `${month.name} (${spanText(month.seconds)})` : spanText(month.seconds)
    return {
      blocks: [
        text(
          bold(
            credit.n === 0n
              ? 'No credit'
              : `A credit of ${shareText(credit)} of the bill${back ? `, ${numberText(back, 6)}` : ''}`,
          ),
          ` for ${durationText(down)} down in ${span}: ${shown}.`,
          edge ? ` Exactly ${targetText(edge.below)} is not below it, and earns nothing from that tier.` : '',
        ),
        table(
          'Tiers of the agreement',
          ['Below', 'Down for more than', 'Credit', 'Reached'],
          limits.map(({ below, share, seconds }) => [
            targetText(below),
            durationText(seconds),
            shareText(share),
            compare(reached, below) < 0 ? 'yes' : 'no',
          ]),
        ),
        ...working({
          formula: [`availability = 1 − ${durationText(down)} / ${spanText(month.seconds)} = ${shown}`],
          assumes: [
            `${month.kind === 'calendar' ? span : `a billing month of ${span}`}; agreements go by the calendar month`,
            ...(name === undefined ? [] : [`the example tiers “${name}”: take those of your contract`]),
            'strictly below a tier; only the lowest one pays',
            'credits must be claimed, and planned maintenance often does not count',
          ],
          sources: ['aws-sla'],
        }),
      ],
      answer: {
        type: 'sla-credit',
        availability: toNumber(reached),
        windowSeconds: toNumber(month.seconds),
        downSeconds: toNumber(down),
        creditRatio: toNumber(credit),
        credit: back ? toNumber(back) : null,
        tiers: limits.map(({ below, share, seconds }) => ({
          below: toNumber(below),
          credit: toNumber(share),
          downSeconds: toNumber(seconds),
        })),
      },
    }
  },
})
