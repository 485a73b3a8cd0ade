// Durability: the chance that a year loses all copies of a piece of data, from how often one fails and how fast it is rebuilt.

import { z } from 'zod'
import { durationText, numberText, plural, shareText } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { durability as lossOf } from '../../reliability/calc/durability.ts'
import { type Ratio, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, text } from '../../reply.ts'
import { duration, share, whole } from '../../value/amount.ts'
import { told } from '../../value/told.ts'
import { followed } from '../../value/worded.ts'
import { calculator } from './calculator.ts'
import { rough } from './rough.ts'
import { bounded } from './within.ts'

const EXAMPLE = '/calc durability 3 replicas 2% afr 6h repair'
const YEARLY = /\s*(?:\/|(?:a|an|per|each|every|in a|in one)\s)\s*(?:year|yr|annum)(?![\p{L}])/iu

export const durability = calculator({
  name: 'durability',
  about: 'Chance of losing data in a year, from copies, their annual failure rate and repair time',
  explains: 'replication',
  options: {
    replicas: needed(
      told(
        whole({
          name: 'number of replicas',
          sample: '3',
          least: 1,
          most: 10,
          likely: ['3', '2', '5'],
        }),
        {
          after: 'replicas?|copies|copy|disks?|drives?|nodes?|mirrors?|way|fold',
          before: 'replicas?|copies|replication factor|rf|factor',
        },
      ),
      'How many whole copies there are, 1 to 10: 3',
    ),
    afr: needed(
      followed(
        bounded(
          told(
            share({
              name: 'annual failure rate',
              sample: '2%',
              likely: ['1%', '2%', '4%'],
            }),
            {
              before: 'afr|fail\\w*|failure rate|dies?|lost|break\\w*',
              after: 'afr|annual\\w*|fail\\w*|a year|per year|yearly|die|break',
            },
          ),
          { least: '0.000001', most: '0.99', says: 'The annual failure rate must be from 0.0001 % to 99 %.' },
        ),
        YEARLY,
      ),
      'Share of copies that fail in a year: 2%',
    ),
    repair: needed(
      bounded(
        told(
          duration({
            name: 'repair time',
            sample: '6h',
            likely: ['1h', '6h', '24h'],
          }),
          {
            before:
              're-?build\\w*|repair\\w*|replac\\w*|re-?replicat\\w*|mttr|recover\\w*|re-?sync\\w*|restor\\w*|heal\\w*',
            after:
              're-?build|to repair|repair|to replace|mttr|to recover|re-?sync|to restore|to re-?replicate|recovery',
          },
        ),
        { least: '1', most: '31536000', says: 'The time to repair a copy must be from a second to a year.' },
      ),
      'From losing a copy until it is whole again: 6h',
    ),
  },
  asked: [
    'how durable is our data',
    'durability of 3 replicas with 2% afr and 6h rebuild',
    'how likely is it to lose data with that many copies',
    'chance of losing all replicas in a year',
    'how many nines of durability do replicas give',
    'probability of data loss with 3 copies, disks fail 4% a year, repair takes 12h',
    'yearly loss probability from annual failure rate and repair time',
    'is a replication factor of 3 enough to not lose data',
    'mean time to data loss',
    'how likely is data loss',
    'what are the odds that all copies die before one is rebuilt',
  ],
  examples: [
    EXAMPLE,
    '/calc durability replicas=2 afr=4% repair=24h',
    '/calc durability 5 replicas 1% a year 30m rebuild',
  ],
  answer: z.strictObject({
    type: z.literal('durability'),
    replicas: z.number(),
    annualFailure: z.number(),
    repairSeconds: z.number(),
    yearlyLoss: z.number(),
    nines: z.number(),
    meanYears: z.number(),
  }),
  run({ replicas, afr, repair }) {
    const found = lossOf({ replicas, annualFailure: afr, repair })
    const [loss, mean] = [rough(found.yearlyLoss), rough(found.meanYears)]
    return {
      blocks: [
        text(
          bold(`≈ ${loss} chance a year`),
          ` to lose the data: ${numberText(found.nines)} nines of durability, a loss every ${mean} years on average.`,
        ),
        chartOf(afr, repair),
        ...working({
          formula: [
            `λ = −ln(1 − ${shareText(afr)}) a year; repair = ${durationText(repair)}`,
            `rule of thumb n × λⁿ × repairⁿ⁻¹ = ${rough(found.thumb)} a year; full chain: ${loss}`,
          ],
          assumes: [
            'copies fail independently: one rack, one bug or one wrong delete takes all of them, so this is a lower bound',
            'lost copies are noticed at once and rebuilt in parallel',
            'no backup',
          ],
          sources: ['raid'],
        }),
      ],
      answer: {
        type: 'durability',
        replicas,
        annualFailure: toNumber(afr),
        repairSeconds: toNumber(repair),
        yearlyLoss: found.yearlyLoss,
        nines: found.nines,
        meanYears: found.meanYears,
      },
    }
  },
})

/** What one copy more is worth: it multiplies, it does not add. */
function chartOf(annualFailure: Ratio, repair: Ratio): Block {
  const counts = [1, 2, 3, 4, 5]
  const nines = counts.map((replicas) => lossOf({ replicas, annualFailure, repair }).nines)
  const [one = 0, two = 0] = nines
  return {
    kind: 'chart',
    chart: {
      title: 'Nines of durability by copies',
      shape: 'bar',
      unit: 'nines',
      labels: counts.map((count) => plural(count, 'copy', 'copies')),
      series: [{ name: 'nines a year', values: nines.map((value) => Math.round(value * 100) / 100) }],
    },
    alt: `One copy has ${numberText(one)} nines of durability, two have ${numberText(two)}; each further copy adds about ${numberText(Math.round((two - one) * 10) / 10)} more.`,
  }
}
