// How many replicas a read must ask so that it meets the newest write.

import { majority } from '../../reliability/calc/quorum.ts'
import { whole } from './figures.ts'
import { gifford } from './sources.ts'
import type { Template } from './template.ts'

export const quorumOverlap: Template = {
  name: 'quorum-overlap',
  topic: 'network-partitions',
  concept: 'quorum',
  difficulty: 2,
  source: gifford,
  draw(random) {
    const n = random.between(5, 11)
    const w = random.between(2, n - 1)
    const r = n - w + 1
    return {
      ask: `Each record has ${n} replicas. A write counts once ${w} of these ${n} have confirmed it. How many of them must a read hear from at least, so that one of them is sure to have the newest confirmed write?`,
      right: whole(
        r,
        'R + W has to be larger than N: then every read set shares a replica with every write set',
        `${n} - ${w} + 1`,
      ),
      wrong: [
        whole(n - w, 'These may be just the replicas that did not confirm: R + W is only equal to N', `${n} - ${w}`),
        whole(
          majority(n),
          'That is a majority. It is the least only where writes take a bare majority too',
          `floor(${n} / 2) + 1`,
        ),
        {
          ...whole(w, '', ''),
          says: `This asks as many as a write does. R + W has to come out just above ${n}`,
          sum: `${w} + ${w} = ${2 * w}`,
        },
        {
          ...whole(n, '', ''),
          says: `All replicas are safe, but more than it takes: R + W may be as low as ${n + 1}`,
          sum: `${n} + ${w} = ${n + w}`,
        },
        whole(1, 'One replica is enough only where every write waits for all of them', `${n} - ${n} + 1`),
        whole(r + 1, 'This is one more than it takes', `${n} - ${w} + 2`),
      ],
    }
  },
}
