// Collisions: how often an optimistic write meets another one on the same record, and how many tries that costs.

import { z } from 'zod'
import { durationText, shareText } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { contention } from '../../reliability/calc/optimistic.ts'
import { fromNumber, toNumber } from '../../reliability/rational.ts'
import { type Block, bold, text } from '../../reply.ts'
import { duration, rate } from '../../value/amount.ts'
import { spokenOf } from '../../value/told.ts'
import { calculator } from './calculator.ts'
import { rough, roughRate } from './rough.ts'
import { bounded } from './within.ts'

const EXAMPLE = '/calc collisions 20 writes/s 50ms'
/** Past this share tries are mostly thrown away, and a lock is cheaper. */
const OFTEN = 0.5
const MATTER = /lock|conflict|collid|collision|record|row|version|writ|updat|cas\b|edit|race|contention|swap|save/i

export const collisions = calculator({
  name: 'collisions',
  about: 'How often an optimistic write collides, from writes a second on one record and time',
  explains: 'optimistic-locking',
  options: {
    rate: needed(
      bounded(
        rate({ name: 'rate of writes on the record', sample: '20 writes/s', likely: ['1/s', '20/s', '10/min'] }),
        { least: '0', most: '1e9', says: 'The rate must be from 0 to a billion writes a second.' },
      ),
      'Writes of all others on one record: 20 writes/s, 10/min',
    ),
    time: needed(
      spokenOf(
        bounded(duration({ name: 'time from read to write', sample: '50ms', likely: ['10ms', '50ms', '2m'] }), {
          least: '0',
          most: '31536000',
          says: 'The time from read to write must be at most a year.',
        }),
        MATTER,
      ),
      'From reading the record to writing it: 50ms, 2m in a form',
    ),
  },
  asked: [
    'how often do optimistic writes collide',
    'optimistic locking conflict rate with 20 writes/s and 50ms',
    'chance of a version conflict at 5 updates/s with 200ms between read and write',
    'how many retries does optimistic locking cost',
    'will optimistic locking work on a hot row',
    'probability that my update loses the race',
    'optimistic or pessimistic lock at 100 writes/s and 20ms',
    'compare and swap failure rate on one key',
    'write conflicts on one record, 30 updates/min, form open for 2m',
    'two people edit the same row, how often do they collide',
    'contention on a single record',
  ],
  examples: [EXAMPLE, '/calc collisions rate=30/h time=2m', '/calc collisions 200ms 5 updates/s'],
  answer: z.strictObject({
    type: z.literal('collisions'),
    perSecond: z.number(),
    seconds: z.number(),
    collision: z.number(),
    attempts: z.number().nullable(),
  }),
  run({ rate: perSecond, time }) {
    const [lambda, seconds] = [toNumber(perSecond), toNumber(time)]
    const { collision, attempts, retries } = contention(lambda, seconds)
    const shown = collision > 0.999 ? 'over 99.9 %' : `≈ ${shareText(fromNumber(collision))}`
    const finite = Number.isFinite(attempts)
    return {
      blocks: [
        text(
          bold(collision === 0 ? 'No try' : `${shown} of tries`),
          ` ${collision === 0 ? 'meets' : 'meet'} another write${collision === 0 ? ': nobody else writes meanwhile.' : `; one write takes ${finite ? `≈ ${rough(attempts)}` : 'more than 10^300'} tries on average.`}`,
          collision >= OFTEN
            ? ' Most work is thrown away: lock the record, queue the writes, split it, or send the change instead of the result.'
            : collision > 0
              ? ` That is ${rough(retries)} thrown away for each that succeeds.`
              : '',
        ),
        ...(collision > 0 ? [chartOf(lambda, seconds)] : []),
        ...working({
          formula: [
            `1 − e^(−λT) = 1 − e^(−${roughRate(lambda)} × ${durationText(time)}): ${shown}`,
            `tries = e^(λT) ≈ ${finite ? rough(attempts) : '> 10^300'}`,
          ],
          assumes: [
            'the rate is that of one record, not of the whole table',
            'others write independently and at a steady rate; bursts collide more',
            'a lost try reads again at once, without limit',
          ],
          sources: ['kung-robinson'],
        }),
      ],
      answer: { type: 'collisions', perSecond: lambda, seconds, collision, attempts: finite ? attempts : null },
    }
  },
})

/** Where it tips over: the same record, written less and more. */
function chartOf(lambda: number, seconds: number): Block {
  const rates = [0.25, 0.5, 1, 2, 4].map((times) => lambda * times)
  const shares = rates.map((each) => contention(each, seconds).collision * 100)
  const doubled = rough(Math.min(99.9, shares[3] ?? 0))
  return {
    kind: 'chart',
    chart: {
      title: 'Tries that collide, by writes a second',
      shape: 'bar',
      unit: '%',
      labels: rates.map((each) => `${roughRate(each)}`),
      series: [{ name: 'tries that collide', values: shares.map((each) => Number(each.toPrecision(3))) }],
    },
    alt: `At twice the rate ≈ ${doubled} % of tries collide.`,
  }
}
