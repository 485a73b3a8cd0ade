// Identifiers: the chance that two random ones are the same, be they primary keys or idempotency keys.

import { z } from 'zod'
import { durationText, numberText } from '../../amounts.ts'
import { type Kind, optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { collision, IDENTIFIERS, type Identifier, idsFor } from '../../reliability/calc/birthday.ts'
import { mul, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, spans, text } from '../../reply.ts'
import { duration, rate, real, whole } from '../../value/amount.ts'
import { named } from '../../value/format.ts'
import { told } from '../../value/told.ts'
import { inDigits, inTrillions, ofWhole } from '../../value/worded.ts'
import { calculator } from './calculator.ts'
import { rough } from './rough.ts'
import { within } from './within.ts'

const EXAMPLE = '/calc ids 1 billion uuid'

interface Format extends Identifier {
  readonly written: string
}

/** "uuid v7" goes before "uuid", which is inside it. */
const FORMATS: readonly Format[] = [
  { ...IDENTIFIERS.uuid7, written: 'uuid[ -]?v?7s?|uuid version 7|(?:version|v) ?7 uuids?' },
  { ...IDENTIFIERS.ulid, written: 'ulids?' },
  { ...IDENTIFIERS.nanoid, written: 'nano ?-?ids?' },
  {
    ...IDENTIFIERS.uuid4,
    written: '(?:(?:version|v) ?4 )?(?:uuid(?:[ -]?v?4)?s?|guids?)(?: version 4)?|random uuids?',
  },
]

/** "1000 nanoids per second" is a rate and names the format too: the name takes no place of its own there. */
const insideRates = <T>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  spot: (passage) =>
    (kind.spot?.(passage) ?? []).map((spot) => {
      const whole = passage.quantities.find(
        (each) => each.kind === 'rate' && each.from < spot.from && each.to >= spot.to,
      )
      return whole ? { ...spot, from: whole.to, to: whole.to } : spot
    }),
})

export const ids = calculator({
  name: 'ids',
  about: 'Chance that two random ids or idempotency keys are the same, from their count and bits',
  explains: 'idempotency',
  options: {
    format: optional(insideRates(named('format of identifiers', FORMATS, EXAMPLE)), 'uuid, uuidv7, ulid or nanoid'),
    bits: optional(
      told(whole({ name: 'number of random bits', sample: '64', least: 1, most: 1000 }), {
        before: 'bits',
        after: 'bits?',
        labelledOnly: true,
      }),
      'How many bits of each are random: 64 bits',
    ),
    rate: optional(
      rate({ name: 'rate of new identifiers', sample: '1000/s', likely: ['100/s', '1000/s'] }),
      'How many are made: 1000/s, for so long',
    ),
    time: optional(duration({ name: 'time', sample: '10 years' }), 'For how long they are made: 10 years'),
    count: optional(
      ofWhole(inTrillions(inDigits(real({ name: 'number of identifiers', sample: '1 billion', most: '1e60' })))),
      'How many identifiers there are: 1 billion',
    ),
  },
  asked: [
    'will two uuids collide',
    'uuid collision probability',
    'chance of a collision with 1 billion uuids',
    'how likely are duplicate ids with 64 random bits',
    'are 64 bits enough for 10 million idempotency keys',
    'idempotency key collision chance',
    'birthday paradox for ids',
    'how many ulids until two are the same',
    'collision odds at 1000 ids/s for 10 years with nanoid',
    'how many random ids can we make before a collision',
    'is a 32 bit random id enough for 100000 rows',
    'we generate that many uuids, chance of a duplicate',
    'will two of them be the same',
  ],
  examples: [
    EXAMPLE,
    '/calc ids 10M keys 64 bits',
    '/calc ids 1000/s 10 years nanoid',
    '/calc ids count=1e6 format=ulid',
  ],
  answer: z.strictObject({
    type: z.literal('ids'),
    bits: z.number(),
    count: z.number().nullable(),
    collision: z.number().nullable(),
    oneInAMillion: z.number(),
    half: z.number(),
  }),
  lacks: ({ bits, format, rate: perSecond, time }) => [
    ...(bits === undefined && format === undefined ? ['bits or format'] : []),
    ...((perSecond === undefined) === (time === undefined) ? [] : ['rate and time']),
  ],
  run({ format, bits: given, rate: perSecond, time, count }) {
    if (given !== undefined && format)
      throw new Refusal('too-many', `${format.name} has ${format.bits} random bits. Leave one of the two out.`, EXAMPLE)
    if (count && perSecond)
      throw new Refusal(
        'too-many',
        'Give how many there are, or how many a second and for how long; not both.',
        EXAMPLE,
      )
    if ((perSecond === undefined) !== (time === undefined))
      throw new Refusal(
        'missing',
        'A rate needs a time, and a time needs a rate: 1000/s for 10 years.',
        '/calc ids 1000/s 10 years nanoid',
        perSecond ? ['1 year', '10 years'] : ['100/s', '1000/s'],
        perSecond ? 'time' : 'rate',
      )
    const bits = given ?? format?.bits
    if (bits === undefined)
      throw new Refusal(
        'missing',
        'Missing: how many bits are random, or the format: uuid, uuidv7, ulid, nanoid.',
        EXAMPLE,
        ['uuid', 'uuidv7', 'ulid', 'nanoid'],
        'format',
      )
    const n = count ?? (perSecond && time ? mul(perSecond, time) : undefined)
    if (n) within(n, { least: '0', most: '1e60', says: 'The number of identifiers must be from 0 to 10^60.' }, EXAMPLE)
    const space = 2 ** bits
    const chance = n && collision(Math.floor(toNumber(n)), space)
    const [million, half] = [idsFor(1e-6, space), idsFor(0.5, space)]
    const what = format?.name ?? `${bits} random bits`
    const counted = n ? numberText(ratio(n.n / n.d)) : ''
    return {
      blocks: [
        chance === undefined
          ? text('After ', bold(`≈ ${rough(half)} ids`), ` of ${what}, two are the same with even odds.`)
          : text(
              bold(chance === 1 ? 'Practically certain' : chance === 0 ? 'No chance' : `≈ ${rough(chance)} chance`),
              chance > 0 && chance < 1 ? `, 1 in ${rough(1 / chance)},` : '',
              ` that any two of ${counted} ids with ${what} are the same.`,
            ),
        {
          kind: 'facts',
          facts: [
            ['ids for 1 in a million', million],
            ['for 1 in a thousand', idsFor(1e-3, space)],
            ['for even odds', half],
          ].map(([label, value]) => ({
            label: String(label),
            value: spans(`≈ ${rough(Math.floor(Number(value)))}`),
          })),
        },
        ...working({
          formula: [
            `space = 2^${bits} ≈ ${rough(space)}`,
            ...(perSecond && time ? [`n = ${numberText(perSecond)}/s × ${durationText(time)} = ${counted}`] : []),
            `p ≈ 1 − e^(−n(n−1) / (2 × 2^${bits}))${chance === undefined ? '' : ` ≈ ${rough(chance)}`}`,
          ],
          assumes: [
            'a good source of randomness: cloned machines and seeded generators collide far sooner',
            ...(format?.clock ? ['all made within one millisecond, the worst case: others differ in their time'] : []),
            'a key that a client makes from what it sends, or uses twice, is no random key',
          ],
          sources: ['uuid'],
        }),
      ],
      answer: {
        type: 'ids',
        bits,
        count: n ? Math.floor(toNumber(n)) : null,
        collision: chance ?? null,
        oneInAMillion: million,
        half,
      },
    }
  },
})
