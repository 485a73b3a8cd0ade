// Two kinds that a rate and a line may be written as, beyond their units: a bare number on a typed line is one a second, and
// "a 100 Mbit line" is so many a second too.

import type { Kind, Passage, Spot } from '../command.ts'
import { type Ratio, sign } from '../reliability/rational.ts'
import { type AmountSpec, amount, bandwidth, spotOf } from './amount.ts'
import { neighbours } from './beside.ts'
import { labelled } from './near.ts'
import { quantitiesIn } from './quantity.ts'

/** How many a second; on a typed line "1000" is 1000/s. In a sentence a number needs its unit, since it may count anything. */
export function perSecond(
  spec: AmountSpec & {
    /** Words of another rate of the same form. */
    readonly others?: string
    /** Beside another rate a number with its words is one too: "each box does 700, for 5000 rps". */
    readonly besideRate?: true
  },
): Kind<Ratio> {
  const { others, besideRate, ...own } = spec
  const isOurs = labelled(own)
  const isTheirs = others === undefined ? undefined : neighbours(others, own.before)
  const known = own.before !== undefined || own.after !== undefined
  return {
    ...amount(own, {
      expects: `a rate such as ${spec.sample}`,
      take: (quantity) =>
        quantity.kind === 'rate' ? quantity.perSecond : quantity.kind === 'number' ? quantity.value : undefined,
      fault: (value) => (sign(value) < 0 ? 'a rate is not negative.' : undefined),
    }),
    spot(passage: Passage): Spot[] {
      const rates = passage.quantities.filter(({ kind }) => kind === 'rate')
      const open =
        rates.length > 0 || passage.door === 'sentence'
          ? rates
          : passage.quantities.filter(({ kind }) => kind === 'number')
      if (
        besideRate &&
        passage.door === 'sentence' &&
        quantitiesIn(passage.whole).some(({ kind }) => kind === 'rate')
      ) {
        const [rate, number] = ['rate', 'number'].map((kind) =>
          passage.quantities.find((each) => each.kind === kind && isOurs(passage, each)),
        )
        const bare = rate ? undefined : number
        if (bare) return [{ ...spotOf(bare), text: `${bare.text}/s` }]
      }
      const ours = known ? open.find((each) => isOurs(passage, each) && !isTheirs?.(passage, each)) : rates[0]
      const found = ours ?? (passage.sure ? undefined : (open.find((each) => !isTheirs?.(passage, each)) ?? open[0]))
      return found ? [spotOf(found)] : []
    },
  }
}

const LINE =
  /(?<![\p{L}\p{N}.,])(?:(?:\d{1,12}(?:\.\d{1,6})?|an?|one|ten) ?-?)?(?:[kmgt](?:bit)?|kilobit|megabit|gigabit|terabit)s?(?: (?=line|link|network|connection|pipe|uplink|nic|card|port)|(?<=bits?)(?![\p{L}/]| per| \/))/iu

/** Bits a second; "100 Mbit" and "a gigabit line" too. */
export function line(spec: AmountSpec): Kind<Ratio> {
  const strict = bandwidth(spec)
  return {
    ...strict,
    read: (text, context) => strict.read(inFull(text), context),
    spot(passage: Passage): Spot[] {
      const found = strict.spot?.(passage) ?? []
      if (found.length > 0) return [...found]
      const match = LINE.exec(passage.text)
      return match ? [{ from: match.index, to: match.index + match[0].trimEnd().length, text: inFull(match[0]) }] : []
    },
  }
}

const WORDS: Readonly<Record<string, string>> = { '': '1', a: '1', an: '1', one: '1', ten: '10' }

/** "a gigabit" -> "1 Gbit/s". */
function inFull(text: string): string {
  const match = /^(\d[\d.]*|an?|one|ten)? ?-?([kmgt])(?:ilo|ega|iga|era)?(?:bit)?s?$/i.exec(text.trim())
  if (!match) return text
  const [, count = '', scale = ''] = match
  return `${WORDS[count.toLowerCase()] ?? count} ${scale.toUpperCase()}bit/s`
}
