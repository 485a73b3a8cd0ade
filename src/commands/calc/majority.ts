// Majority: which side of a split cluster may go on.

import { z } from 'zod'
import { plural } from '../../amounts.ts'
import { needed } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { sides } from '../../reliability/calc/partition.ts'
import { bold, spans, text } from '../../reply.ts'
import { EXAMPLE, split } from '../../value/split.ts'
import { calculator } from './calculator.ts'

export const majority = calculator({
  name: 'majority',
  about: 'Which side of a network partition may go on: a cluster of 5 split into 3 and 2',
  explains: 'split-brain',
  options: { split: needed(split, 'How many nodes, and how they are split: 5 into 3 2') },
  asked: [
    'which side has the majority when 5 nodes split into 3 and 2',
    'which side keeps serving after a 5 into 3 2 partition',
    'which half goes on after a network partition of 4 nodes into 2 and 2',
    'who wins the partition 3 vs 2',
    'do both sides stop if the cluster splits 2 and 2',
    '6 nodes split 3 3, who serves',
    'partition of 5 nodes into 2 2 1',
    'which side elects a leader when 7 nodes split into 4 and 3',
    'does a split of 3 and 2 give a split brain',
    'network split into 2 and 1, which side may write',
    '3 nodes in one room and 2 in the other, which side goes on',
    'nodes split evenly in two rooms, does any side have a majority',
  ],
  examples: [EXAMPLE, '/calc majority 2 2', '/calc majority 5 into 2 2 1', '/calc majority 7 nodes: 3 3'],
  answer: z.strictObject({
    type: z.literal('majority'),
    total: z.number(),
    majority: z.number(),
    tolerates: z.number(),
    winner: z.number().nullable(),
    groups: z.array(z.strictObject({ size: z.number(), goesOn: z.boolean() })),
    missing: z.number(),
  }),
  run({ split: { total, groups } }) {
    const found = sides(total, groups)
    const wins = found.winner === null ? undefined : groups[found.winner]
    const even = found.warnings.includes('even-split')
    return {
      blocks: [
        wins === undefined
          ? text(
              bold('No side goes on'),
              `: a majority of ${total} is ${found.majority}, and the largest group has ${Math.max(0, ...groups)}.`,
              even ? ' An even split stops both; a witness or an odd number would decide it.' : '',
            )
          : text(
              bold(`The side with ${wins} goes on`),
              `: a majority of ${total} is ${found.majority}. The others must stop.`,
            ),
        {
          kind: 'facts',
          facts: [
            ...found.groups.slice(0, 12).map(({ size, goesOn }) => ({
              label: `group of ${size}`,
              value: spans(goesOn ? 'elects a leader, reads and writes' : 'no leader, no writes, only stale reads'),
            })),
            ...(found.missing > 0
              ? [
                  {
                    label: 'in no group',
                    value: spans(`${plural(found.missing, 'node')}, counted in the ${total} all the same`),
                  },
                ]
              : []),
            { label: 'may fail', value: spans(`${found.tolerates} of ${total}`) },
          ],
        },
        ...working({
          formula: [`majority = ⌊${total} / 2⌋ + 1 = ${found.majority}`],
          assumes: [
            'one vote for each node, and the number of voters is fixed: a side that counts only those it sees makes a split brain',
            'an old leader on the losing side stops when its lease ends, so until then it may still answer',
          ],
          sources: ['gilbert-lynch'],
        }),
      ],
      answer: {
        type: 'majority',
        total,
        majority: found.majority,
        tolerates: found.tolerates,
        winner: found.winner,
        groups: [...found.groups],
        missing: found.missing,
      },
    }
  },
})
