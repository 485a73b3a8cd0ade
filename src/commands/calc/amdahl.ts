// Amdahl's law: how much faster more workers make it, and the limit that the serial part sets.

import { z } from 'zod'
import { countText, numberText, plural, shareText } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { speedLimit, speedUp, workersFor } from '../../reliability/calc/amdahl.ts'
import { complement, div, type Ratio, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { share, whole } from '../../value/amount.ts'
import { mentioned } from '../../value/mentioned.ts'
import { speedUpKind } from '../../value/speed-up.ts'
import { chart, facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { sensible } from './limits.ts'

const EXAMPLE = '/calc amdahl 95% parallel 8 workers'
const MOST_WORKERS = 1_000_000_000
/** What a sentence about it says. */
const SUBJECT = /parallel|serial|sequential|amdahl|speed-?up|faster/i

export const amdahl = calculator({
  name: 'amdahl',
  about: "How much faster more workers make it, and the limit of the serial part (Amdahl's law)",
  explains: 'horizontal-scaling',
  options: {
    serial: optional(
      mentioned(
        share({
          name: 'serial share',
          sample: '5%',
          before: 'serial|sequential|serialized|serialised',
          after: "serial|sequential|serialized|serialised|can(?:no|['’ ])t be (?:split|spread|parallel)",
          labelledOnly: true,
        }),
        SUBJECT,
      ),
      'Share of the work that one worker must do alone: 5% serial',
    ),
    parallel: optional(
      mentioned(
        share({
          name: 'parallel share',
          sample: '95%',
          before: 'parallel|parallel share|p',
          after: 'parallel|parallelizable|parallelisable|parallelized|parallelised|can be (?:split|spread)',
        }),
        SUBJECT,
      ),
      'Share of the work that can be spread: 95% parallel',
    ),
    wanted: optional(mentioned(speedUpKind, SUBJECT), 'How many times as fast it should get: 10x'),
    workers: optional(
      mentioned(
        whole({
          name: 'number of workers',
          sample: '8',
          most: MOST_WORKERS,
          before: 'n|workers|cores|cpus|threads|nodes|with|on',
          after: 'workers|cores?|cpus?|threads?|nodes|processors?|machines|servers|replicas|instances',
        }),
        SUBJECT,
      ),
      'How many workers: 8',
    ),
  },
  asked: [
    "amdahl's law",
    'amdahl',
    'how much faster does it get with 16 cores if 95% is parallel',
    'what speedup do we get from more workers',
    'what speedup do that many threads give when a part is sequential',
    'how many workers for a 10x speedup with 95% parallel',
    'what is the most speedup with 5% serial work',
    'does doubling the cores double the throughput',
    'is it worth adding more threads when a part is serial',
    'speedup limit of the serial part',
    'what speedup do that many cores give us',
  ],
  examples: [EXAMPLE, '/calc amdahl 5% serial 10x', '/calc amdahl 90% parallel'],
  answer: z.strictObject({
    type: z.literal('amdahl'),
    parallel: z.number(),
    workers: z.number().nullable(),
    speedUp: z.number().nullable(),
    limit: z.number().nullable(),
    wanted: z.number().nullable(),
    workersForWanted: z.number().nullable(),
  }),
  run({ serial, parallel, workers, wanted }) {
    if ((serial === undefined) === (parallel === undefined))
      throw new Refusal(
        serial ? 'too-many' : 'missing',
        serial
          ? 'The serial and the parallel share say the same thing. Leave one out.'
          : 'Which share of the work can be spread (95% parallel), or which can not (5% serial)?',
        EXAMPLE,
        serial ? [] : ['95%', '90%', '99%', '50%'],
        'parallel',
      )
    const p = parallel ?? complement(serial as Ratio)
    sensible({ share: p, 'speed-up': wanted }, EXAMPLE)
    const limit = speedLimit(p)
    const faster = workers === undefined ? undefined : speedUp(p, workers)
    const enough = wanted && workersFor(p, wanted)
    const limitText = limit ? `never more than ${numberText(limit)} times` : 'no limit: everything is parallel'
    const powers = Array.from({ length: 11 }, (_, i) => 2 ** i)
    const [s, ps] = [shareText(complement(p)), shareText(p)]
    return {
      blocks: [
        faster
          ? text(
              bold(`${numberText(faster)} times as fast`),
              ` with ${plural(workers ?? 1, 'worker')} where ${ps} is parallel; ${limitText}.`,
            )
          : wanted
            ? enough
              ? text(
                  bold(plural(enough, 'worker')),
                  ` for ${numberText(wanted)} times as fast where ${ps} is parallel; ${limitText}.`,
                )
              : text(
                  bold(`No number of workers`),
                  ` makes it ${numberText(wanted)} times as fast: ${s} is serial, so ${limitText}.`,
                )
            : text(
                bold(limit ? `Never more than ${numberText(limit)} times as fast` : 'No limit'),
                ` where ${ps} is parallel and ${s} serial.`,
              ),
        ...facts([
          [
            'Each worker does',
            faster && workers ? `${shareText(div(faster, ratio(workers)))} of what one alone does` : undefined,
          ],
          [
            `For ${wanted ? numberText(wanted) : ''} times`,
            faster && wanted ? (enough ? plural(enough, 'worker') : 'no number of workers') : undefined,
          ],
          [
            'Half of the limit',
            limit && toNumber(limit) > 2 ? plural(workersFor(p, div(limit, ratio(2))) ?? 1n, 'worker') : undefined,
          ],
        ]),
        chart(
          {
            title: 'Speed-up by workers',
            shape: 'line',
            unit: 'times',
            labels: powers.map(countText),
            series: [{ name: `${ps} parallel`, values: powers.map((n) => toNumber(speedUp(p, n))) }],
          },
          `The speed-up with 1,024 workers is ${numberText(speedUp(p, 1024))}; ${limitText}.`,
        ),
        ...working({
          formula: [
            ...(faster ? [`1 / (${s} + ${ps} / ${countText(workers ?? 1)}) = ${numberText(faster)}`] : []),
            ...(limit ? [`limit = 1 / ${s} = ${numberText(limit)}`] : []),
          ],
          assumes: [
            'the same work, spread evenly',
            'workers cost one another nothing; where they do, more make it slower (usl)',
          ],
          sources: ['amdahl'],
        }),
      ],
      answer: {
        type: 'amdahl',
        parallel: toNumber(p),
        workers: workers ?? null,
        speedUp: faster ? toNumber(faster) : null,
        limit: limit ? toNumber(limit) : null,
        wanted: wanted ? toNumber(wanted) : null,
        workersForWanted: enough ? Number(enough) : null,
      },
    }
  },
})
