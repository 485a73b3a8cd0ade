// Data loss: how much a restore from the newest backup loses at worst, held against a recovery point objective.

import { z } from 'zod'
import { durationText } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { type DataLoss, dataLoss as lossOf } from '../../reliability/calc/data-loss.ts'
import { neg, type Ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { orNothing } from '../../value/nothing-lost.ts'
import { told } from '../../value/told.ts'
import { worded } from '../../value/worded.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc data-loss every 6h takes 30m lag 5m rpo 4h'

/** How often, as people say it. */
const OFTEN: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\d-])(?:every minute|each minute)(?![\p{L}])/iu, '1m'],
  [/(?<![\p{L}\d-])(?:hourly|every hour|each hour|once an hour)(?![\p{L}])/iu, '1h'],
  [/(?<![\p{L}\d-])(?:nightly|daily|every (?:night|day)|each (?:night|day)|once a day)(?![\p{L}])/iu, '24h'],
  [/(?<![\p{L}\d-])(?:weekly|every week|each week|once a week)(?![\p{L}])/iu, '7d'],
]

const SAID = { interval: 'the interval', taking: 'the backup itself', lag: 'the copy elsewhere' } as const

export const dataLoss = calculator({
  name: 'data-loss',
  about: 'Worst-case data loss from backup interval, length and copy lag, against an RPO',
  explains: 'rpo',
  options: {
    interval: optional(
      worded(
        told(
          duration({
            name: 'backup interval',
            sample: '6h',
            likely: ['24h', '6h', '1h', '15m'],
          }),
          {
            before: 'every|each|interval|apart|backups? at|snapshots? at',
            after: 'apart|interval|between|backups?|snapshots?',
          },
        ),
        OFTEN,
      ),
      'From the start of one backup to the next: 6h, hourly, nightly',
    ),
    rpo: optional(
      orNothing(
        told(
          duration({
            name: 'RPO',
            sample: '4h',
          }),
          {
            before:
              'rpo|recovery point(?: objective)?|objective|(?:lose|loss)(?: of)?(?: only)? at most|at most|no more than|promised?',
            after: 'rpo|of loss allowed|recovery point',
          },
        ),
      ),
      'How much may be lost, the recovery point objective: 4h',
    ),
    taking: optional(
      told(
        duration({
          name: 'length of a backup',
          sample: '30m',
        }),
        {
          before: 'tak(?:es?|ing)|needs?|needing|lasts?|lasting|runs?(?: for)?|duration',
          after: 'long|to (?:run|finish|take|complete)|run',
        },
      ),
      'How long one backup takes: 30m',
    ),
    lag: optional(
      told(
        duration({
          name: 'copy lag',
          sample: '5m',
        }),
        {
          before:
            'lags?(?: of)?|lagging|cop(?:y|ied|ying)(?: lag)?|uploads?|uploaded|ship(?:ped|ping)?|transfer|replicat\\w*|delay',
          after: 'lag|behind|to (?:copy|upload|ship|transfer)|later|delay|off-?site',
        },
      ),
      'Until a finished backup is where it is restored from: 5m',
    ),
  },
  asked: [
    'how much data can we lose',
    'worst case data loss with a backup every 6h',
    'backup every 6h takes 30m lag 5m rpo 4h',
    'do we meet our rpo with these backups',
    'do nightly backups meet an rpo of 24h',
    'how much would we lose if we restored from backup',
    'what do these backups lose at worst',
    'how often must we back up for an rpo of 1h',
    'longest backup interval for an rpo of 4h',
    'is our backup interval short enough',
    'check backup schedule against the rpo',
    'snapshots every 15m copied 5m later, how much is lost at worst',
    'can we promise an rpo of 10m with snapshots every 15m',
    'data loss from backup interval',
    'does our rpo hold',
  ],
  examples: [EXAMPLE, '/calc data-loss hourly takes 10m rpo 1h', '/calc data-loss 15m'],
  answer: z.strictObject({
    type: z.literal('data-loss'),
    worstSeconds: z.number().nullable(),
    rpoSeconds: z.number().nullable(),
    met: z.boolean().nullable(),
    spareSeconds: z.number().nullable(),
    longestIntervalSeconds: z.number().nullable(),
  }),
  lacks: ({ interval, rpo }) => (interval === undefined && rpo === undefined ? ['interval'] : []),
  run({ interval, rpo, taking, lag }) {
    if (interval === undefined && rpo === undefined)
      throw new Refusal(
        'missing',
        'Missing: how often a backup is made, or the RPO that it is to meet.',
        EXAMPLE,
        ['24h', '6h', '1h'],
        'interval',
      )
    const found = lossOf({ interval: interval ?? ZERO, ...(taking && { taking }), ...(lag && { lag }) }, rpo ?? ZERO)
    const [worst, most] = [durationText(found.worst), found.longestInterval]
    const rest = [...(taking ? [taking] : []), ...(lag ? [lag] : [])].map(durationText)
    const names = `${taking ? ' + taking' : ''}${lag ? ' + lag' : ''}`
    const untold = [...(taking ? [] : ['the time a backup takes']), ...(lag ? [] : ['the copy to another place'])]
    return {
      blocks: [
        interval === undefined
          ? text(...longest(most, rpo ?? ZERO))
          : text(
              bold(`${worst} of writes`),
              ' can be lost at worst.',
              rpo ? verdict(found, rpo) : ' Name an RPO to hold it against.',
            ),
        ...working({
          formula: [
            interval === undefined
              ? `interval = RPO${names.replaceAll('+', '−')} = ${[durationText(rpo ?? ZERO), ...rest].join(' − ')}${most && rest.length > 0 ? ` = ${durationText(most)}` : ''}`
              : `worst = interval${names} = ${[durationText(interval), ...rest].join(' + ')}${rest.length > 0 ? ` = ${worst}` : ''}`,
          ],
          assumes: [
            'the newest backup shows the data as it was when it began, and counts only once it has arrived',
            ...(interval && found.largest && rest.length > 0 ? [`the largest part is ${SAID[found.largest]}`] : []),
            ...(untold.length > 0 ? [`no time for ${untold.join(' or ')}, as none was given`] : []),
            'every backup succeeds and can be restored: one that fails unseen adds an interval',
          ],
          sources: ['nist34'],
        }),
      ],
      answer: {
        type: 'data-loss',
        worstSeconds: interval ? toNumber(found.worst) : null,
        rpoSeconds: rpo ? toNumber(rpo) : null,
        met: rpo && interval ? found.met : null,
        spareSeconds: rpo && interval ? toNumber(found.spare) : null,
        longestIntervalSeconds: rpo && most ? toNumber(most) : null,
      },
    }
  },
})

const cure = (most: Ratio | null): string =>
  most === null
    ? 'No interval meets it: taking and copying a backup are longer.'
    : most.n === 0n
      ? 'Only continuous copying meets it.'
      : `A backup every ${durationText(most)} meets it.`

function verdict({ met, spare, longestInterval }: DataLoss, rpo: Ratio): string {
  return met
    ? ` The RPO of ${durationText(rpo)} is met, with ${durationText(spare)} to spare.`
    : ` The RPO of ${durationText(rpo)} is missed by ${durationText(neg(spare))}. ${cure(longestInterval)}`
}

function longest(most: Ratio | null, rpo: Ratio): (string | ReturnType<typeof bold>)[] {
  return most === null || most.n === 0n
    ? [bold('No interval'), ` is short enough for an RPO of ${durationText(rpo)}. ${cure(most)}`]
    : [
        bold(`every ${durationText(most)}`),
        ` at the latest: more seldom, and the RPO of ${durationText(rpo)} is missed.`,
      ]
}
