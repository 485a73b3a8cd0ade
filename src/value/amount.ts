// Kinds of value that are one quantity, or several: durations, shares, counts, rates, sizes. Each says which quantities it takes and
// by which words it knows its own; the rest is the same for all.

import { countText } from '../amounts.ts'
import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, decimal, mul, ONE, type Ratio, ratio, toNumber, ZERO } from '../reliability/rational.ts'
import { type Label, labelled, patternOf } from './near.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface AmountSpec extends Label {
  /** As it is called in a refusal: "round-trip time". */
  readonly name: string
  /** A text that is of this kind. */
  readonly sample: string
  /** What is offered where it is missing; the sample where left out. */
  readonly likely?: readonly string[]
  /** Completes "Expected", where the kind alone says too little. */
  readonly expects?: string
  /** Taken only where its words stand beside it. */
  readonly labelledOnly?: true
  /** Taken only where nothing else claims it, whatever its words. */
  unsure?(quantity: Quantity): boolean
  /** Words beside which it is something else. */
  readonly not?: Label
}

interface Taking<T> {
  /** Completes "Expected": "a duration such as 47m". */
  readonly expects: string
  /** The value of a quantity; undefined where it is of another kind. */
  take(quantity: Quantity): T | undefined
  /** What is wrong with a value of the right kind, as a sentence. */
  fault?(value: T): string | undefined
  /** Texts that a number without its unit may have been meant to be. */
  units?(digits: string): readonly string[]
}

/** A kind for one quantity. */
export function amount<T>(spec: AmountSpec, given: Taking<T>): Kind<T> {
  const taking = { ...given, expects: spec.expects ?? given.expects }
  const isOurs = labelled(spec)
  const isOther = spec.not ? labelled(spec.not) : () => false
  const known = spec.before !== undefined || spec.after !== undefined
  return {
    name: spec.name,
    expects: taking.expects,
    example: '/nines help',
    known,
    ...(known && { words: patternOf(spec) }),
    likely: spec.likely ?? [spec.sample],
    read: (text) => readOne(text, spec, taking),
    spot(passage): Spot[] {
      const takes = passage.quantities.filter((each) => taking.take(each) !== undefined && !isOther(passage, each))
      const sure = passage.sure && spec.unsure ? takes.filter((each) => !spec.unsure?.(each)) : takes
      const ours = known ? sure.find((each) => isOurs(passage, each)) : undefined
      // Without words of its own it takes its kind at once; with them it waits until the others have found theirs.
      const found = ours ?? (known && (passage.sure || spec.labelledOnly) ? undefined : takes[0])
      return found ? [spotOf(found)] : []
    },
  }
}

/** A kind for all quantities of one sort: the text holds several, separated by anything. */
export function amounts<T>(
  spec: AmountSpec & { readonly atLeast?: number; readonly atMost?: number },
  taking: Taking<T>,
): Kind<readonly T[]> {
  const { atLeast = 1, atMost = 200 } = spec
  return {
    name: spec.name,
    expects: taking.expects,
    example: '/nines help',
    ...(spec.likely && { likely: spec.likely }),
    read(text) {
      const found = quantitiesIn(text)
      const values = found.map(({ text: one }) => readOne(one, spec, taking))
      if (values.length < atLeast || values.length > atMost)
        throw new Refusal(
          'bad-list',
          values.length === 0
            ? `${quoted(text)} holds no ${spec.name}. Expected ${taking.expects}.`
            : `${values.length} is ${values.length < atLeast ? 'too few' : 'too many'}: expected ${atLeast} to ${atMost} values, each ${taking.expects}.`,
          '/nines help',
        )
      return values
    },
    spot: (passage): Spot[] => passage.quantities.filter((each) => taking.take(each) !== undefined).map(spotOf),
  }
}

export const spotOf = ({ from, to, text }: Quantity): Spot => ({ from, to, text })

function readOne<T>(text: string, spec: AmountSpec, { take, expects, fault, units }: Taking<T>): T {
  const { name } = spec
  const [found, ...more] = quantitiesIn(text)
  const label = patternOf(spec)
  const beside = found
    ? text
        .replace(found.text, '')
        .replace(
          new RegExp(
            `[~≈<>=\\s]|about|around|roughly${label === '' ? '' : `|(?<!\\p{L})(?:${label})(?!\\p{L})`}`,
            'giu',
          ),
          '',
        )
    : text
  const whole = found && more.length === 0 && beside === ''
  const value = whole ? take(found) : undefined
  if (value === undefined) {
    const bare = found?.kind === 'number' && whole ? found.digits : undefined
    const likely =
      found?.kind === 'colon' && whole ? colons(found.text, units) : bare === undefined ? [] : (units?.(bare) ?? [])
    throw new Refusal(
      bare !== undefined && likely.length > 0 ? 'no-unit' : 'unreadable',
      bare !== undefined && likely.length > 0
        ? `${quoted(text)} has no unit. Expected ${expects}.`
        : `${quoted(text)} is no ${name} that can be read. Expected ${expects}.`,
      '/nines help',
      likely,
    )
  }
  const wrong = fault?.(value)
  if (wrong !== undefined)
    throw new Refusal('out-of-range', `${quoted(text)}: ${wrong} Expected ${expects}.`, '/nines help')
  return value
}

/** "1:30" is an hour and a half, or a minute and a half. */
const colons = (text: string, units: unknown): string[] => {
  const [first = '', second = ''] = text.split(':')
  return units ? [`${Number(first)}h${Number(second)}m`, `${Number(first)}m${Number(second)}s`] : []
}

const LONGEST = ratio(100 * 365 * 86_400)

/** A length of time in seconds; not negative, at most a hundred years. */
const DURATION: Taking<Ratio> = {
  expects: 'a duration with its unit, such as 47m, 1h30m or 200ms',
  take: (quantity) => (quantity.kind === 'duration' ? quantity.seconds : undefined),
  fault: (value) =>
    value.n < 0n
      ? 'a duration is not negative.'
      : compare(value, LONGEST) > 0
        ? 'that is more than a hundred years.'
        : undefined,
  units: (digits) => [`${digits}m`, `${digits}h`, `${digits}s`],
}
export const duration = (spec: AmountSpec): Kind<Ratio> => amount(spec, DURATION)
export const durations = (
  spec: AmountSpec & { readonly atLeast?: number; readonly atMost?: number },
): Kind<readonly Ratio[]> => amounts(spec, { ...DURATION, expects: 'durations with their units, such as 12m 30m 2h' })

/** A share of the whole, 0 to 1: "30%", "a third", "1 of 3", and below 1 a bare number. */
const SHARE: Taking<Ratio> = {
  expects: 'a share such as 30%, 1 of 3 or a third',
  take(quantity) {
    switch (quantity.kind) {
      case 'percent':
      case 'fraction':
        return quantity.share
      case 'of':
        return quantity.whole.n === 0n ? undefined : mul(quantity.part, ratio(quantity.whole.d, quantity.whole.n))
      case 'number':
        return compare(quantity.value, ONE) < 0 && /\./.test(quantity.digits) ? quantity.value : undefined
      default:
        return undefined
    }
  },
  fault: (value) =>
    value.n < 0n ? 'a share is not negative.' : compare(value, ONE) > 0 ? 'a share is at most 100 %.' : undefined,
  units: (digits) => [`${digits}%`],
}
export const share = (spec: AmountSpec): Kind<Ratio> => amount(spec, SHARE)

export interface Bounds {
  readonly least?: number
  readonly most?: number
}

/** A whole number. */
export function whole(spec: AmountSpec & Bounds): Kind<number> {
  const { least = 1, most = 1000 } = spec
  return amount(spec, {
    expects: `a whole number from ${countText(least)} to ${countText(most)}`,
    take: (quantity) => {
      const value = quantity.kind === 'number' ? quantity.value : quantity.kind === 'times' ? quantity.count : undefined
      return value?.d === 1n ? toNumber(value) : undefined
    },
    fault: (value) => (value < least || value > most ? 'that is out of range.' : undefined),
  })
}

/** A number above 0, whole or not. */
export function real(spec: AmountSpec & { readonly least?: string; readonly most?: string }): Kind<Ratio> {
  const { least = '0', most = '1e15' } = spec
  return amount(spec, {
    expects: `a number${least === '0' ? '' : ` from ${least}`} up to ${most}, such as ${spec.sample}`,
    take: (quantity) =>
      quantity.kind === 'number' ? quantity.value : quantity.kind === 'times' ? quantity.count : undefined,
    fault: (value) =>
      compare(value, decimal(least)) < 0 || compare(value, decimal(most)) > 0 ? 'that is out of range.' : undefined,
  })
}

/** How many a second. A bare number counts as one a second where the kind has words of its own or nothing else is there. */
export const rate = (spec: AmountSpec): Kind<Ratio> =>
  amount(spec, {
    expects: `a rate such as ${spec.sample}`,
    take: (quantity) =>
      quantity.kind === 'rate' && compare(quantity.perSecond, ZERO) >= 0 ? quantity.perSecond : undefined,
    units: (digits) => [`${digits}/s`, `${digits}/min`, `${digits}/day`],
  })

/** A size in bytes. */
export const bytes = (spec: AmountSpec): Kind<Ratio> =>
  amount(spec, {
    expects: `a size such as ${spec.sample}`,
    take: (quantity) => (quantity.kind === 'bytes' ? quantity.bytes : undefined),
    units: (digits) => [`${digits}MB`, `${digits}GB`],
  })

/** Bits a second. */
export const bandwidth = (spec: AmountSpec): Kind<Ratio> =>
  amount(spec, {
    expects: `a bandwidth such as ${spec.sample}`,
    take: (quantity) =>
      quantity.kind === 'bandwidth' && quantity.bitsPerSecond.n > 0n ? quantity.bitsPerSecond : undefined,
    units: (digits) => [`${digits}Mbit/s`, `${digits}Gbit/s`],
  })

/** Kilometres. */
export const distance = (spec: AmountSpec): Kind<Ratio> =>
  amount(spec, {
    expects: `a distance such as ${spec.sample}`,
    take: (quantity) => (quantity.kind === 'distance' ? quantity.km : undefined),
    units: (digits) => [`${digits} km`, `${digits} miles`],
  })

/** Several numbers. */
export const numbers = (
  spec: AmountSpec & { readonly atLeast?: number; readonly atMost?: number },
): Kind<readonly Ratio[]> =>
  amounts(spec, {
    expects: `numbers, such as ${spec.sample}`,
    take: (quantity) => (quantity.kind === 'number' ? quantity.value : undefined),
  })

export type { Passage }
