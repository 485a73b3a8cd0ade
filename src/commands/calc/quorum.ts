// Quorum: whether reads meet the last write with N copies, W to write and R to read, and how many may be down.

import { z } from 'zod'
import { numberText, plural } from '../../amounts.ts'
import { type Kind, needed, optional, type Spot } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { majority, quorum as quorumOf } from '../../reliability/calc/quorum.ts'
import { bold, spans, text } from '../../reply.ts'
import { whole } from '../../value/amount.ts'
import { quantitiesIn } from '../../value/quantity.ts'
import { told } from '../../value/told.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc quorum n=5 r=3 w=3'
const size = { least: 1, most: 1000 }

/** "n=5 w=3", which would be five weeks otherwise, and "writes to 2 of 3", which would be a share: the digits (#) of the first pattern that fits. */
function written<T>(patterns: readonly string[], kind: Kind<T>): Kind<T> {
  const found = patterns.map(
    (pattern) =>
      new RegExp(
        pattern.replace(
          '#',
          '(?<digits>\\d{1,9})(?![.,]?\\p{N}|\\s*%|\\s*(?:[smhd]|ms|mins?|minutes?|hrs?|hours?|days?|secs?|seconds?)(?!\\p{L}))',
        ),
        'iu',
      ),
  )
  return {
    ...kind,
    early: true,
    spot(passage): readonly Spot[] {
      for (const pattern of found) {
        const match = pattern.exec(passage.text)
        const digits = match?.groups?.digits
        if (!match || digits === undefined) continue
        const from = match.index + match[0].indexOf(digits)
        return [{ from, to: from + digits.length, text: digits }]
      }
      return kind.spot?.(passage) ?? []
    },
  }
}

/** "how many nodes to survive 2 failures": as many as have a majority without these, 2f + 1. */
const SURVIVING =
  /how many (?:[\p{L}-]+ )?(?:nodes|members|voters|brokers|replicas|copies|managers|masters|peers) (?:[\p{L}-]+ ){0,5}?(?:survive|tolerate|lose|withstand|outlive)s? (?:the (?:loss|failure) of )?(?<count>\d{1,3}|one|two|three|four|five)(?: [\p{L}-]+){0,3}\W*$/iu
const surviving = (kind: Kind<number>): Kind<number> => ({
  ...kind,
  spot(passage): readonly Spot[] {
    const [said = '', count = ''] = (passage.sure && SURVIVING.exec(passage.whole)) || []
    const failures = passage.quantities.find((each) => each.text === count)
    return said !== '' && failures?.kind === 'number' && quantitiesIn(passage.whole).length === 1
      ? [{ from: failures.from, to: failures.to, text: String(2n * failures.value.n + 1n) }]
      : (kind.spot?.(passage) ?? [])
  },
})

const FREE = '(?<![\\p{L}\\p{N}])'

export const quorum = calculator({
  name: 'quorum',
  about: 'Whether reads see the last write with N copies, R to read, W to write; what may fail',
  explains: 'quorum',
  options: {
    n: needed(
      surviving(
        written(
          [
            `${FREE}n\\s*[=:]?\\s*#`,
            `${FREE}#(?=\\s*[rw]\\s*[=:]?\\s*\\d)`,
            `${FREE}(?<!(?:read|write|[rw]) quorum )(?:out )?of(?: the| our| all)?\\s*#`,
          ],
          told(
            whole({
              ...size,
              name: 'number of copies',
              sample: '5',
              likely: ['3', '5', '7'],
            }),
            {
              before: 'rf|replication factor|replicas|copies|cluster of',
              after: 'replicas?|copies|nodes?|members?|voters?|servers?|brokers?|machines?|(?:[\\p{L}-]+ )?cluster',
            },
          ),
        ),
      ),
      'N, how many copies there are: 5',
    ),
    r: optional(
      written(
        [`${FREE}(?:r\\s*[=:]?|reads?(?: from| of| quorum(?: of)?)*)\\s*#`],
        told(
          whole({
            ...size,
            name: 'read quorum',
            sample: '3',
          }),
          { before: 'r|reads?|reading|read quorum', after: 'to read|reads?|for reads?|must answer a read' },
        ),
      ),
      'R, how many must answer a read; a majority where left out: 3',
    ),
    w: optional(
      written(
        [`${FREE}(?:w\\s*[=:]?|writes?(?: to| of| quorum(?: of)?)*)\\s*#`],
        told(
          whole({
            ...size,
            name: 'write quorum',
            sample: '3',
          }),
          {
            before: 'w|writes?|writing|write quorum|acks',
            after: 'to write|writes?|for writes?|acks|must confirm a write',
          },
        ),
      ),
      'W, how many must have a write; a majority where left out: 3',
    ),
  },
  asked: [
    'do my reads see the last write with n 3 r 2 w 2',
    'is n=5 w=3 r=3 strongly consistent',
    'check quorum with 5 replicas, write 3, read 3',
    'how many nodes are a quorum of 5',
    'how many copies must a read ask to be safe with w=4',
    'quorum size for 5 nodes',
    'what is the majority of 7 nodes',
    'how many nodes may fail in a cluster of 5',
    'can we lose 2 of 5 nodes and still write',
    'does r plus w exceed n',
    'will reads be stale with write 1 read 1 and 3 replicas',
    'how many failures does a 5 node cluster survive',
    'how many nodes to survive 2 failures',
    'how many replicas do we need to tolerate the loss of 1 node',
  ],
  examples: [EXAMPLE, '/calc quorum 3 2 2', '/calc quorum 5 replicas, write 3, read 3', '/calc quorum n=7'],
  answer: z.strictObject({
    type: z.literal('quorum'),
    n: z.number(),
    r: z.number(),
    w: z.number(),
    overlaps: z.boolean(),
    writesOverlap: z.boolean(),
    shared: z.number(),
    survivesRead: z.number(),
    survivesWrite: z.number(),
  }),
  run({ n, r: read, w: write }) {
    const [r, w] = [read ?? majority(n), write ?? majority(n)]
    if (r > n || w > n)
      throw new Refusal(
        'out-of-range',
        `${r > n ? `R = ${r}` : `W = ${w}`} of N = ${n} can not be: there are only ${plural(n, 'copy', 'copies')}. Bare numbers are N, R, W in this order.`,
        EXAMPLE,
      )
    const found = quorumOf(n, r, w)
    const given = read !== undefined || write !== undefined
    return {
      blocks: [
        given
          ? found.overlaps
            ? text(
                bold(`R + W = ${r + w} > N = ${n}`),
                `: every read meets at least ${plural(found.shared, 'copy', 'copies')} with the last finished write.`,
              )
            : text(bold(`R + W = ${r + w} ≤ N = ${n}`), ': a read can miss the last write altogether.')
          : text(
              bold(`${majority(n)} of ${n}`),
              ` are a majority; ${plural(found.survivesWrite, 'node')} may fail and the rest goes on.`,
              n % 2 === 0 && n > 1 ? ` ${plural(n - 1, 'node')} would survive as many.` : '',
            ),
        {
          kind: 'facts',
          facts: [
            { label: 'N, R, W', value: spans(`${n}, ${r}, ${w}`) },
            { label: 'reads go on with', value: spans(`${found.survivesRead} down`) },
            { label: 'writes go on with', value: spans(`${found.survivesWrite} down`) },
            {
              label: 'two writes at once',
              value: spans(
                found.writesOverlap
                  ? `meet in a copy (2W = ${2 * w} > ${n})`
                  : `can succeed apart and lose one (2W = ${2 * w} ≤ ${n})`,
              ),
            },
          ],
        },
        ...working({
          formula: [`R + W − N = ${r} + ${w} − ${n} = ${numberText(r + w - n)}`],
          assumes: [
            ...(given && (read === undefined || write === undefined)
              ? [`${read === undefined ? 'R' : 'W'} is a majority, as it was not given`]
              : []),
            'nodes stop, they do not lie',
            'no stand-in nodes (sloppy quorum) and no copy restored from an older state',
            'overlap is not linearizability: concurrent writes and failed writes that reached a few copies still need an order',
          ],
          sources: ['gifford'],
        }),
      ],
      answer: {
        type: 'quorum',
        n,
        r,
        w,
        overlaps: found.overlaps,
        writesOverlap: found.writesOverlap,
        shared: found.shared,
        survivesRead: found.survivesRead,
        survivesWrite: found.survivesWrite,
      },
    }
  },
})
