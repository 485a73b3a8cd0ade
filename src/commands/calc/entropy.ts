// Entropy: how many bits a random secret has, and how long guessing it takes.

import { z } from 'zod'
import { durationText, numberText } from '../../amounts.ts'
import { optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { ATTACKERS, entropy as bitsOf, guessing } from '../../reliability/calc/secrets.ts'
import { fromNumber, toNumber } from '../../reliability/rational.ts'
import { bold, spans, text } from '../../reply.ts'
import { rate, real, whole } from '../../value/amount.ts'
import { named } from '../../value/format.ts'
import { told } from '../../value/told.ts'
import { calculator } from './calculator.ts'
import { rough, roughRate } from './rough.ts'
import { bounded } from './within.ts'

const EXAMPLE = '/calc entropy 12 characters alphanumeric at 1e10 guesses/s'
const YEAR = 365 * 86_400

interface Alphabet {
  readonly name: string
  readonly written: string
  readonly size: number
}

/** The commonest first where one is written inside another: "letters and digits" before "digits". */
const WRITTEN: readonly Alphabet[] = [
  {
    name: 'alphanumeric',
    written: 'alpha-?numeric\\w*|letters (?:and|or|\\+|&) (?:digits|numbers)|base ?-?62|mixed case and digits',
    size: 62,
  },
  {
    name: 'lower-case and digits',
    written: 'lower-?\\s?case (?:letters )?(?:and|or) (?:digits|numbers)|base ?-?36',
    size: 36,
  },
  {
    name: 'mixed-case letters',
    written: 'upper-?\\s?(?:case)? and lower-?\\s?case(?: letters)?|mixed[- ]case(?: letters)?',
    size: 52,
  },
  {
    name: 'printable',
    written: 'printable(?: ascii)?|ascii|with symbols|all symbols|special characters|any (?:key|character)s?',
    size: 94,
  },
  { name: 'diceware', written: 'dice-?ware(?: words)?', size: 7776 },
  { name: 'bip39', written: 'bip ?-?39(?: words)?|seed words|mnemonic(?: words)?', size: 2048 },
  { name: 'base64', written: 'base ?-?64(?:url)?', size: 64 },
  { name: 'base32', written: 'base ?-?32|crockford', size: 32 },
  { name: 'hexadecimal', written: 'hex(?:adecimal)?', size: 16 },
  { name: 'lower-case letters', written: 'lower-?\\s?case(?: letters)?|letters', size: 26 },
  { name: 'digits', written: 'digits?(?: pin)?|numeric|pins?|numbers', size: 10 },
  { name: 'words', written: 'words?|word passphrase', size: 7776 },
]

export const entropy = calculator({
  name: 'entropy',
  about: 'Bits of a random secret and the time to guess it, from its length and alphabet',
  explains: 'authentication',
  options: {
    rate: optional(
      bounded(rate({ name: 'rate of guesses', sample: '1e10 guesses/s', likely: ['10/s', '1e4/s', '1e10/s'] }), {
        least: '1e-9',
        most: '1e30',
        says: 'The rate of guesses must be above 0 and at most 10^30 a second.',
      }),
      'How fast somebody guesses: 1e10 guesses/s, 100/h',
    ),
    bits: optional(
      told(
        real({
          name: 'number of bits',
          sample: '128',
          most: '100000',
        }),
        { before: 'bits(?! (?:in|of|for|does|do|has|have)(?!\\p{L}))', after: 'bits?', labelledOnly: true },
      ),
      'Bits, where they are known: 128 bits',
    ),
    size: optional(
      told(
        whole({
          name: 'size of the alphabet',
          sample: '62',
          least: 2,
          most: 1_000_000,
        }),
        { before: 'alphabet(?: of)?|out of|from|size|symbols of|charset(?: of)?|list of', labelledOnly: true },
      ),
      'How many characters or words there are to draw from, where it is another: 5000',
    ),
    length: optional(
      told(whole({ name: 'length', sample: '12', least: 1, most: 10_000 }), {
        before: 'length|long',
        after:
          'char(?:acter)?s?|letters?|digits?|symbols?|words?|random|hex\\w*|alpha-?numeric|lower-?case|base ?-?\\d\\d|dice-?ware|bip ?-?39|printable|pin|code|long',
      }),
      'How many characters or words it has: 12',
    ),
    alphabet: otherwise(
      named('alphabet', WRITTEN, EXAMPLE),
      'alphanumeric',
      'digits, hex, lower-case letters, alphanumeric, base64, printable, diceware',
    ),
  },
  asked: [
    'how long to guess a password of 12 characters alphanumeric at 1e10 guesses/s',
    'how many bits of entropy has a 16 character password',
    'how many bits has a random key of 22 characters',
    'password entropy',
    'how strong is a 6 digit pin',
    'time to brute force 8 lower case letters',
    'how long to crack a password',
    'entropy of 6 diceware words',
    'is a 32 hex character token strong enough',
    'bits of entropy of a random api key with 20 characters',
    'how long does brute force take for 64 bits at 1e12 guesses/s',
    'how many guesses for a 4 digit pin',
    'is a 6 digit code safe at 10 guesses/s',
  ],
  examples: [
    EXAMPLE,
    '/calc entropy 6 digits at 100 guesses/h',
    '/calc entropy 6 diceware words',
    '/calc entropy 64 bits 1e12 guesses/s',
  ],
  answer: z.strictObject({
    type: z.literal('entropy'),
    bits: z.number(),
    length: z.number().nullable(),
    alphabet: z.number().nullable(),
    guessesPerSecond: z.number().nullable(),
    log2Seconds: z.number().nullable(),
  }),
  lacks: ({ length, bits }) => (length === undefined && bits === undefined ? ['length'] : []),
  run({ rate: perSecond, bits: given, size, length, alphabet }) {
    if (given === undefined && length === undefined)
      throw new Refusal(
        'missing',
        'Missing: how many characters or words the secret has, or its bits.',
        EXAMPLE,
        ['8', '12', '16', '32'],
        'length',
      )
    if (given !== undefined && length !== undefined)
      throw new Refusal(
        'too-many',
        'The bits follow from the length and the alphabet. Leave one of the two out.',
        EXAMPLE,
      )
    const of = size ?? alphabet.size
    const bits = given === undefined ? bitsOf(length ?? 1, of) : toNumber(given)
    const shown = bitsText(bits)
    const own = perSecond && guessing(bits, toNumber(perSecond))
    return {
      blocks: [
        text(
          bold(given === undefined ? `≈ ${shown} bits` : `${shown} bits`),
          own && perSecond
            ? `; guessed in ≈ ${spell(own.log2Seconds)} on average at ${roughRate(toNumber(perSecond))}.`
            : `: ≈ ${power(bits - 1)} guesses on average.`,
          size === undefined && given === undefined ? ` Drawn from ${alphabet.name} (${numberText(of)}).` : '',
        ),
        {
          kind: 'table',
          caption: 'Average time to guess it',
          head: ['who guesses', 'guesses', 'time'],
          rows: ATTACKERS.map(({ name, perSecond: speed }) => [
            spans(name),
            spans(roughRate(speed)),
            spans(`≈ ${spell(guessing(bits, speed).log2Seconds)}`),
          ]),
        },
        ...working({
          formula: [
            ...(given === undefined ? [`bits = ${length} × log2(${numberText(of)}) ≈ ${shown}`] : []),
            ...(perSecond && own
              ? [`time = 2^(${shown} − 1) / ${roughRate(toNumber(perSecond))} ≈ ${spell(own.log2Seconds)}`]
              : [`guesses = 2^(${shown} − 1)`]),
          ],
          assumes: [
            'a machine drew it evenly: what people think up is guessed far sooner, whatever its length',
            'half of all are tried on average, by one who knows the alphabet and the length',
            'the speeds offline are for a stolen hash',
          ],
          sources: ['zxcvbn', 'nist63b'],
        }),
      ],
      answer: {
        type: 'entropy',
        bits,
        length: length ?? null,
        alphabet: given === undefined ? of : null,
        guessesPerSecond: perSecond ? toNumber(perSecond) : null,
        log2Seconds: own ? own.log2Seconds : null,
      },
    }
  },
})

const bitsText = (bits: number): string => numberText(fromNumber(Number(bits.toFixed(1))), 4)

/** A power of two as one of ten, however large. */
function power(log2: number): string {
  if (log2 < 900) return rough(2 ** log2)
  return `10^${numberText(Math.round(log2 * Math.LOG10E * Math.LN2))}`
}

/** A length of time that may be anything from nothing to longer than the world has lasted. */
function spell(log2Seconds: number): string {
  const years = log2Seconds - Math.log2(YEAR)
  if (years >= Math.log2(100)) return `${power(years)} years`
  if (years >= 0) return `${rough(2 ** years)} years`
  const seconds = 2 ** log2Seconds
  return seconds < 0.001 ? 'under a millisecond' : durationText(fromNumber(Number(seconds.toPrecision(3))))
}
