// Capacity: how many replicas a load needs, with room for peaks in each and whole ones to spare.

import { z } from 'zod'
import { countText, numberText, plural, shareText } from '../../amounts.ts'
import { needed, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { replicas } from '../../reliability/calc/capacity.ts'
import { compare, complement, mul, ONE, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { share, whole } from '../../value/amount.ts'
import { perSecond } from '../../value/per-second.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero, sensible } from './limits.ts'

const EXAMPLE = '/calc capacity 1000 rps 100 rps each 20% headroom N+1'
const THING = '(?:replica|pod|instance|node|server|host|machine|worker|task|box|vm|container|broker|shard)'
const EACH = `each|(?:one|a|an|per|every) ${THING}|${THING} (?:can|does|handles|takes|serves|manages)|${THING}s (?:of|with)`

export const capacity = calculator({
  name: 'capacity',
  about: 'How many replicas a load needs, with headroom for peaks and spares for failures (N+1)',
  explains: 'auto-scaling',
  options: {
    load: needed(
      perSecond({
        name: 'load',
        others: EACH,
        sample: '1000 rps',
        likely: ['1000 rps', '5000 rps', '10000 rps'],
        before: 'load(?: of)?|peak(?: of| load)?|traffic(?: of)?|for|serve|total|need',
        after: 'load|peak|at peak|in total|total|traffic',
      }),
      'The load at its peak: 1000 rps',
    ),
    each: needed(
      perSecond({
        name: 'capacity of one replica',
        sample: '100 rps',
        likely: ['100 rps', '250 rps', '1000 rps'],
        before: EACH,
        after: `each|apiece|(?:per|a|an|one) ${THING}`,
        besideRate: true,
      }),
      'What one replica can take: 100 rps each',
    ),
    headroom: otherwise(
      share({
        name: 'headroom',
        sample: '20%',
        before: 'headroom(?: of)?|reserve|spare capacity|free|buffer',
        after: 'headroom|reserve|spare capacity|free|buffer',
      }),
      '20%',
      'Share of each replica kept free for peaks: 20%',
    ),
    spares: otherwise(
      whole({
        name: 'number of spares',
        sample: '1',
        least: 0,
        before: 'n\\s*\\+|spares?',
        after: 'spares?|extra|to spare|may fail|failures?',
        labelledOnly: true,
      }),
      '1',
      'Replicas beyond the need, for failures: N+1',
    ),
  },
  asked: [
    'how many replicas do we need',
    'how many pods for 1000 rps at 100 rps each',
    'how many instances do we need for that load',
    'how many servers to handle the peak traffic',
    'capacity planning with headroom and n+1',
    'size the fleet for black friday',
    'we have that load and each instance does so much, n+2',
    'peak is that much and each box does so much',
    'what happens to utilisation if one replica fails',
    'how many replicas with 30% headroom',
    'can we lose a node and still carry the load',
  ],
  examples: [
    EXAMPLE,
    '/calc capacity 4500 rps 75 rps per pod N+2',
    '/calc capacity load 12k/min each 50/s headroom 0%',
  ],
  answer: z.strictObject({
    type: z.literal('capacity'),
    loadPerSecond: z.number(),
    eachPerSecond: z.number(),
    headroom: z.number(),
    needed: z.number(),
    spares: z.number(),
    total: z.number(),
    utilisation: z.number(),
    utilisationOneLost: z.number().nullable(),
    survivesOne: z.boolean(),
  }),
  run({ load, each, headroom, spares }) {
    sensible({ load, headroom, 'capacity of one replica': each }, EXAMPLE)
    aboveZero({ load, 'capacity of one replica': each }, EXAMPLE)
    if (compare(headroom, ONE) >= 0)
      throw new Refusal('out-of-range', 'A headroom of 100 % leaves nothing to work with. Expected less.', EXAMPLE)
    const found = replicas({ load, each, headroom, spares })
    const usable = mul(each, complement(headroom))
    const [l, e, h] = [`${numberText(load)}/s`, `${numberText(each)}/s`, shareText(headroom)]
    return {
      blocks: [
        text(
          bold(plural(found.total, 'replica')),
          ` for ${l}: ${countText(found.needed)} carry it with ${h} of each kept free${spares > 0 ? `, ${countText(spares)} to spare` : ''}.`,
        ),
        ...facts([
          ['In use, all up', `${shareText(found.utilisation)} of ${numberText(mul(each, ratio(found.total)))}/s`],
          [
            'One lost',
            found.oneLost === null
              ? 'nothing is left'
              : `${shareText(found.oneLost)} in use${found.survivesOne ? '' : ': more than it can take'}`,
          ],
        ]),
        ...working({
          formula: [
            `⌈${l} / (${e} × (1 − ${h}))⌉ = ⌈${l} / ${numberText(usable)}/s⌉ = ${countText(found.needed)}`,
            ...(spares > 0 ? [`${countText(found.needed)} + ${countText(spares)} = ${countText(found.total)}`] : []),
          ],
          assumes: [
            `${h} headroom and ${plural(spares, 'spare')}`,
            'load spread evenly',
            'what one replica can take was measured with what is behind it: a shared database does not scale along',
            'losing a zone loses more than one',
          ],
          sources: ['k8s-hpa'],
        }),
      ],
      answer: {
        type: 'capacity',
        loadPerSecond: toNumber(load),
        eachPerSecond: toNumber(each),
        headroom: toNumber(headroom),
        needed: Number(found.needed),
        spares,
        total: Number(found.total),
        utilisation: toNumber(found.utilisation),
        utilisationOneLost: found.oneLost === null ? null : toNumber(found.oneLost),
        survivesOne: found.survivesOne,
      },
    }
  },
})
