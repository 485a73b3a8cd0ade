// A target, or the availability of a part: "99.9", "99.9%", "0.999", "three nines". Read into an exact ratio: what is written in digits is
// never rounded; only a fraction of a nine, such as 3.5 nines, is no exact number.

import type { Kind, Passage, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { targetOfNines } from '../reliability/nines.ts'
import {
  compare,
  complement,
  decimal,
  mul,
  ONE,
  type Ratio,
  ratio,
  toFixed,
  toNumber,
} from '../reliability/rational.ts'
import { spotOf } from './amount.ts'
import { around, type Label, labelled, patternOf } from './near.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface Target {
  /** 0 to 1. */
  readonly ratio: Ratio
  /** The decimal, all digits: "0.999". */
  readonly text: string
  /** Set where a fraction of a nine was asked for: how many, and what people usually mean by it. */
  readonly fractional?: { readonly nines: number; readonly usual: string }
}

const EXPECTS = 'a target such as 99.9, 99.95%, 0.999 or "three nines"'
const HALF = ratio(1, 2)
const HUNDRED = ratio(100)

/** The ratio of a quantity, where it may stand for a target. */
function ratioOf(quantity: Quantity): Ratio | undefined {
  switch (quantity.kind) {
    case 'percent':
      return quantity.share
    case 'nines':
      return targetOfNines(toNumber(quantity.nines))
    case 'number':
      if (compare(quantity.value, ONE) < 0)
        return quantity.value.n <= 0n || /\./.test(quantity.digits) ? quantity.value : undefined
      return mul(quantity.value, ratio(1, 100))
    default:
      return undefined
  }
}

const sensible = (value: Ratio): boolean => compare(value, HALF) >= 0 && compare(value, ONE) <= 0

/** What follows or precedes a share that is no target. */
const NOT_AFTER =
  /^\s*(?:%|percent)?\s*(?:errors?|error|used|left|remaining|remains|spent|burned|burnt|consumed|gone|eaten|fail|failed|failing|failures?|loss|lost|impact|degraded|degradation|headroom|shared|parallel|parallelizable|utili[sz]ation|slow|5xx|of (?:(?:the|our|all) )?(?:budget|users|customers|traffic))\b/
/** "1% per hour" is a rate, "99.9 % per 30 days" a target over a window. */
const PER = /^\s*(?:%|percent)?\s*per\b/
const NOT_BEFORE =
  /\b(?:error rate|errors?|burned|burnt|used|spent|impact|affect\w*|degraded(?: for)?|fail(?:ed|ing|s)?|headroom|serial|at most|p|below|under)\W*(?:is|of|at|was)?\W*$/
const NAMED = labelled({
  before: 'slo|sla|target|objective|goal|promise|aim(?:ing)?(?: for| at)?|nines',
  after: 'slo|sla|target|objective|goal|uptime|availability|nines',
})

function candidates(passage: Passage): Quantity[] {
  return passage.quantities.filter((quantity) => {
    const value = ratioOf(quantity)
    if (value === undefined || !sensible(value)) return false
    const { before, after } = around(passage, quantity)
    const high = compare(value, decimal('0.9')) >= 0
    return !NOT_AFTER.test(after) && (high || !(NOT_BEFORE.test(before) || PER.test(after)))
  })
}

/** Written as only a target is: with a percent sign, as nines, or 9x with decimals. */
const telling = (quantity: Quantity): boolean => {
  const value = ratioOf(quantity)
  if (value === undefined || compare(value, decimal('0.9')) < 0) return false
  return quantity.kind !== 'number' || /[.,]/.test(quantity.digits) || quantity.digits === '99'
}

/** A target that is known by its words (`label`) where there are several in one text. */
export function targetKind(name: string, label?: Label): Kind<Target> {
  const ours = label && labelled(label)
  return {
    name,
    expects: EXPECTS,
    example: '/availability 99.9',
    known: label !== undefined,
    ...(label && { words: patternOf(label) }),
    likely: ['99.9', '99.95', '99.99', '99.5', '99'],
    read: (text) => readTarget(text, name),
    spot(passage): Spot[] {
      const all = candidates(passage)
      const sure = (): Quantity | undefined =>
        ours
          ? all.find((each) => ours(passage, each))
          : (exactly(
              all,
              all.find((each) => NAMED(passage, each)),
            ) ?? (passage.door === 'line' ? all[0] : all.find(telling)))
      const any = (): Quantity | undefined =>
        all.find((each) => passage.door === 'line' || compare(ratioOf(each) as Ratio, decimal('0.9')) >= 0) ??
        misplaced(passage)
      const found = passage.sure ? sure() : (sure() ?? any())
      return found ? [spotOf(found)] : []
    },
  }
}

/** "two and a half nines, i.e. 99.5": the figure that follows says which of the two is meant. */
const exactly = (all: readonly Quantity[], named: Quantity | undefined): Quantity | undefined =>
  named?.kind === 'nines' && named.nines.d !== 1n
    ? (all.find((each) => each.from > named.to && each.kind !== 'nines' && telling(each)) ?? named)
    : named

/** A number at the beginning of a line is meant as the target, and is told why it is none. */
function misplaced({ quantities, door, text }: Passage): Quantity | undefined {
  const [first] = quantities
  const leads = first && text.slice(0, first.from).trim() === ''
  return door === 'line' && leads && (first.kind === 'number' || first.kind === 'percent') ? first : undefined
}

/** The denominator of a target with 28 decimals of a percent: beyond, results are no numbers that a machine can print. */
const FINEST = 10n ** 30n

export const target: Kind<Target> = targetKind('target')

export function readTarget(text: string, name = 'target'): Target {
  const [found, ...more] = quantitiesIn(text)
  const rest = found
    ? text.replace(found.text, '').replace(/slo|sla|target|available|availability|uptime|about|[~≈:=\s]/gi, '')
    : text
  const value = found && more.length === 0 && rest === '' ? ratioOf(found) : undefined
  const refuse = (why: string, likely: readonly string[] = []): never => {
    throw new Refusal(
      'bad-target',
      `${quoted(text)} is no ${name}: ${why} Expected ${EXPECTS}.`,
      '/availability 99.9',
      likely,
    )
  }
  if (value === undefined || !found) return refuse('it can not be read.')
  if (value.d > FINEST) return refuse('nobody measures that finely; 28 decimals at most.')
  if (value.n <= 0n) return refuse('it must be above 0.')
  if (compare(value, ONE) > 0) return refuse('more than 100 % of the time does not exist.')
  if (compare(value, HALF) < 0) {
    // "0.1" is most often the allowance that was meant by 99.9, or 10 %.
    const meant =
      found.kind === 'number' && compare(found.value, ONE) < 0 ? [mul(value, ratio(1, 100)), value] : [value]
    return refuse(
      'below 50 % it is more likely an error rate or a typing error.',
      meant.map((each) => toFixed(mul(complement(each), HUNDRED), 6)),
    )
  }
  if (found.kind === 'nines' && found.nines.d !== 1n) {
    const nines = toNumber(found.nines)
    const usual = Number.isInteger(nines - 0.5)
      ? `${'9'.repeat(2)}${nines > 2 ? '.' : ''}${'9'.repeat(Math.max(0, Math.floor(nines) - 2))}5`
      : undefined
    return {
      ratio: value,
      text: String(toNumber(value)),
      ...(usual !== undefined && nines > 2 && { fractional: { nines, usual } }),
    }
  }
  return { ratio: value, text: toFixed(value, Math.max(12, found.text.length + 2)) }
}
