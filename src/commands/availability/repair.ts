// Availability out of how often it fails and how long a repair takes; any of the three out of the other two, or from a period.

import { z } from 'zod'
import { availabilityText, durationText, plural, spanText, targetText } from '../../amounts.ts'
import { form, optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { ninesOf } from '../../reliability/nines.ts'
import { compare, complement, type Ratio, toNumber } from '../../reliability/rational.ts'
import { availabilityOf, mtbfFor, mtbfFromPeriod, mttrFor } from '../../reliability/repair.ts'
import { bold, text } from '../../reply.ts'
import { duration, whole } from '../../value/amount.ts'
import { targetKind } from '../../value/target.ts'
import { ninesText } from './table.ts'

const EXAMPLE = '/availability repair mtbf 1000h mttr 1h'

export const repair = form({
  about: 'Availability from MTBF and MTTR, or the MTTR or MTBF that a target needs',
  explains: 'mtbf',
  example: EXAMPLE,
  options: {
    mtbf: optional(
      duration({
        name: 'MTBF',
        sample: '1000h',
        before:
          'mtbf|mttf|between failures|(?:fails?|failing|breaks?|crash(?:es)?|failures?|outages?|incidents?|dies|goes down) (?:about |roughly |once )*(?:every|each|per)|once(?: (?:every|in|per|a))?|time between failures',
        after: 'mtbf|between failures|uptime between',
        labelledOnly: true,
      }),
      'Mean uptime between failures: mtbf 1000h',
    ),
    mttr: optional(
      duration({
        name: 'MTTR',
        sample: '1h',
        before:
          'mttr|repairs?|to (?:repair|fix|recover|restore)|fix(?:es|ing)?|recover(?:y|s|ing)?|restor(?:e|es|ing)|takes?(?: us)?|took|back up (?:in|within|after)|resolved? (?:in|within)',
        after: 'mttr|to (?:repair|fix|recover|restore|resolve|mend)|repairs?|recovery',
        labelledOnly: true,
      }),
      'Mean time to repair: mttr 1h',
    ),
    target: optional(targetKind('target'), 'What is to be reached: for 99.95'),
    down: optional(
      duration({
        name: 'downtime',
        sample: '2h',
        after: 'down|of downtime|downtime|outage',
        before: 'down|downtime',
        labelledOnly: true,
      }),
      'Downtime in a period: 2h down',
    ),
    failures: optional(
      whole({
        name: 'failures',
        sample: '2',
        most: 1_000_000,
        after: 'failures?|outages?|incidents?|times|crashes|breakdowns',
        labelledOnly: true,
      }),
      'Failures in that period: 2 failures',
    ),
    period: optional(
      duration({
        name: 'period',
        sample: '30d',
        before: 'in|over|during|within|period|per|last|past|the',
        labelledOnly: true,
      }),
      'The period: in 24h',
    ),
  },
  lacks: ({ mtbf, mttr, target, down, failures, period }) => {
    const two = [mtbf, mttr, target].filter((each) => each !== undefined).length >= 2
    return two || (down && failures && period) ? [] : ['mtbf or mttr']
  },
  run(given) {
    const { mtbf, mttr, target, down, failures, period } = given
    if (mtbf && mttr) return both(mtbf, mttr)
    if (target && mtbf) return wanted('mttr', target.ratio, mtbf, mttrFor({ mtbf, target: target.ratio }))
    if (target && mttr) return wanted('mtbf', target.ratio, mttr, mtbfFor({ mttr, target: target.ratio }))
    if (period && down && failures) return fromPeriod(period, down, failures)
    const has = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    throw new Refusal(
      'missing',
      `${has.length > 0 ? `Only ${has.join(' and ')} given. ` : ''}Expected two of MTBF, MTTR and target, or a period with its downtime and failures ("24h with 2h down in 2 failures").`,
      EXAMPLE,
      mtbf ? ['30m', '1h', '4h'] : ['7d', '30d', '1000h'],
      mtbf ? 'mttr' : 'mtbf',
    )
  },
})

const CONVENTION = 'MTBF is read as the mean uptime between failures (what purists call MTTF)'
const SOURCES = ['calculus', 'aws-beyond'] as const

function both(mtbf: Ratio, mttr: Ratio) {
  if (mtbf.n === 0n && mttr.n === 0n)
    throw new Refusal(
      'out-of-range',
      'An MTBF and an MTTR of 0 make no availability. Expected one of them above 0.',
      EXAMPLE,
    )
  const { availability, strict } = availabilityOf({ mtbf, mttr })
  return shown(
    text(
      bold(availabilityText(availability)),
      ` available: up ${spanText(mtbf)} between failures, ${spanText(mttr)} to repair (${ninesText(complement(availability))}).`,
      ' Halving the MTTR gains as much as doubling the MTBF.',
    ),
    [
      `A = MTBF / (MTBF + MTTR) = ${spanText(mtbf)} / (${spanText(mtbf)} + ${spanText(mttr)}) = ${availabilityText(availability)}`,
      ...(strict
        ? [`if MTBF is counted from failure to failure: (MTBF − MTTR) / MTBF = ${availabilityText(strict)}`]
        : []),
    ],
    { mtbf, mttr, availability },
  )
}

function wanted(what: 'mttr' | 'mtbf', target: Ratio, other: Ratio, found: Ratio | null) {
  if (found === null)
    throw new Refusal(
      'out-of-range',
      `No MTBF reaches ${targetText(target)} with repairs of ${spanText(other)}.`,
      EXAMPLE,
    )
  const [mtbf, mttr] = what === 'mttr' ? [other, found] : [found, other]
  return shown(
    what === 'mttr'
      ? text(
          bold(`MTTR of at most ${durationText(found)}`),
          ` keeps ${targetText(target)} with a failure every ${spanText(other)} of uptime.`,
        )
      : text(
          bold(`MTBF of at least ${durationText(found)}`),
          ` keeps ${targetText(target)} with repairs of ${spanText(other)}.`,
        ),
    [
      what === 'mttr'
        ? `MTTR = MTBF × (1 − A) / A = ${spanText(mtbf)} × (1 − A) / A with A = ${targetText(target)}: ${durationText(found)}`
        : `MTBF = MTTR × A / (1 − A) = ${spanText(mttr)} × A / (1 − A) with A = ${targetText(target)}: ${durationText(found)}`,
    ],
    { mtbf, mttr, availability: target },
  )
}

function fromPeriod(period: Ratio, down: Ratio, failures: number) {
  if (compare(down, period) > 0 || period.n === 0n)
    throw new Refusal(
      'too-long',
      `${spanText(down)} of downtime is more than ${spanText(period)} holds.`,
      '/availability repair 2h down in 24h with 2 failures',
    )
  const { mtbf, mttr, availability } = mtbfFromPeriod({ period, downtime: down, failures })
  if (mtbf === null || mttr === null) throw new Refusal('out-of-range', 'Without a failure there is no mean.', EXAMPLE)
  return shown(
    text(
      bold(`MTBF ${durationText(mtbf)}, MTTR ${durationText(mttr)}`),
      `: ${plural(failures, 'failure')} and ${spanText(down)} down in ${spanText(period)}, ${availabilityText(availability)} available.`,
    ),
    [
      `MTBF = (${spanText(period)} − ${spanText(down)}) / ${failures} = ${durationText(mtbf)}`,
      `MTTR = ${spanText(down)} / ${failures} = ${durationText(mttr)}`,
    ],
    { mtbf, mttr, availability },
    failures < 30 ? [`a mean of ${plural(failures, 'failure')} says little: do not read a trend from it`] : [],
  )
}

function shown(
  lead: ReturnType<typeof text>,
  formula: readonly string[],
  { mtbf, mttr, availability }: { mtbf: Ratio; mttr: Ratio; availability: Ratio },
  more: readonly string[] = [],
) {
  return {
    blocks: [
      lead,
      ...working({ formula, assumes: [CONVENTION, 'a steady state over many failures', ...more], sources: SOURCES }),
    ],
    answer: {
      type: 'repair',
      mtbfSeconds: toNumber(mtbf),
      mttrSeconds: toNumber(mttr),
      availability: toNumber(availability),
      nines: availability.n === availability.d ? null : ninesOf(complement(availability)),
    } as { type: 'repair' },
  }
}

export const repairAnswer = z.strictObject({
  type: z.literal('repair'),
  mtbfSeconds: z.number(),
  mttrSeconds: z.number(),
  availability: z.number(),
  nines: z.number().nullable(),
})
