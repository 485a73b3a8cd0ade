// k of n, exactly: how often fewer parts are up than are needed, when they fail independently. Everything is counted in whole
// numbers over the product of the denominators and never reduced on the way: a thousand greatest common divisors of numbers
// with thousands of digits would take longer than everything else together.

import { ONE, type Ratio, ZERO } from './rational.ts'

/** a - b where one denominator divides the other, as it does along a tree; over the larger of the two. */
export function minus(a: Ratio, b: Ratio): Ratio {
  if (a.d === b.d) return { n: a.n - b.n, d: a.d }
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) - b.n, d: b.d }
  if (a.d % b.d === 0n) return { n: a.n - b.n * (a.d / b.d), d: a.d }
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }
}
export const plus = (a: Ratio, b: Ratio): Ratio => minus(a, { n: -b.n, d: b.d })
/** a * b, as it is. */
export const times = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.n, d: a.d * b.d })

const multiply = (list: readonly bigint[]): bigint => list.reduce((total, one) => total * one, 1n)
const wholeOf = (downs: readonly Ratio[]): bigint => multiply(downs.map(({ d }) => d))

/**
 * The unavailability of a group that needs `need` of parts with these unavailabilities:
 * `P(fewer than need are up)`. 0 where none is needed, 1 where more are needed than there are.
 */
export function shortfall(need: number, downs: readonly Ratio[]): Ratio {
  const [first] = downs
  if (need <= 0) return ZERO
  if (first === undefined || need > downs.length) return ONE
  if (downs.every(({ n, d }) => n === first.n && d === first.d)) return shortfallOfCopies(need, downs.length, first)
  const whole = wholeOf(downs)
  return 2 * need <= downs.length
    ? { n: fewerThan(need, downs), d: whole }
    : { n: whole - fewerThan(downs.length - need + 1, downs.map(turned)), d: whole }
}

/** How often fewer than `need` are up, over the product of the denominators. */
function fewerThan(need: number, downs: readonly Ratio[]): bigint {
  if (need === 1) return multiply(downs.map(({ n }) => n))
  // The parts in two halves, and every split of "fewer than need" between them: half the work of one long row.
  const sorted = alike(downs)
  const middle = sorted.length >> 1
  const [here, there] = [ways(sorted.slice(0, middle), need - 1), ways(sorted.slice(middle), need - 1)]
  let [total, atMost] = [0n, 0n]
  for (let up = 0; up < need; up++) {
    atMost += there[up] ?? 0n
    total += (here[need - 1 - up] ?? 0n) * atMost
  }
  return total
}

/** Up for down: what is asked of the many that are up is then asked of the few that are down. */
const turned = ({ n, d }: Ratio): Ratio => ({ n: d - n, d })

/**
 * The same for `count` parts of one unavailability: `sum over j < need of C(n, j) A^j q^(n - j)`, from whichever end has
 * fewer terms.
 */
export function shortfallOfCopies(need: number, count: number, down: Ratio): Ratio {
  if (need <= 0) return ZERO
  if (need > count) return ONE
  const whole = down.d ** BigInt(count)
  const [n, up] = [down.n, down.d - down.n]
  return 2 * need <= count
    ? { n: firstTerms(need, count, n, up), d: whole }
    : { n: whole - firstTerms(count - need + 1, count, up, n), d: whole }
}

/** `sum over j < terms of C(n, j) b^j a^(n - j)`, each term out of the one before. */
function firstTerms(terms: number, count: number, a: bigint, b: bigint): bigint {
  if (a === 0n) return terms > count ? b ** BigInt(count) : 0n
  let term = a ** BigInt(count)
  let total = term
  for (let j = 1; j < terms; j++) {
    term = (term * b * BigInt(count - j + 1)) / (a * BigInt(j))
    total += term
  }
  return total
}

const keyOf = ({ n, d }: Ratio): string => `${n.toString(36)}/${d.toString(36)}`

/** Equal ones side by side, the most frequent first. */
function alike(downs: readonly Ratio[]): readonly Ratio[] {
  const groups = Map.groupBy(downs, keyOf)
  return [...groups.values()].sort((a, b) => b.length - a.length).flat()
}

/**
 * How often exactly 0, 1, 2 ... `most` are up, over the product of the denominators. Equal ones at the front come cheap.
 */
function ways(downs: readonly Ratio[], most: number): readonly bigint[] {
  const [first] = downs
  if (first === undefined) return [1n]
  const other = downs.findIndex(({ n, d }) => n !== first.n || d !== first.d)
  const same = other < 0 ? downs.length : other
  const [down, up] = [first.n, first.d - first.n]
  const length = Math.min(same, most) + 1
  const row: bigint[] = []
  let front = 1n
  for (let j = 0; j < length; j++) {
    row.push(front)
    front = (front * BigInt(same - j) * up) / BigInt(j + 1)
  }
  let back = down ** BigInt(same - length + 1)
  for (let j = length - 1; j >= 0; j--, back *= down) row[j] = (row[j] ?? 0n) * back
  for (const { n, d } of downs.slice(same)) {
    if (row.length <= most) row.push(0n)
    for (let j = row.length - 1; j >= 0; j--) row[j] = (row[j] ?? 0n) * n + (j > 0 ? (row[j - 1] ?? 0n) * (d - n) : 0n)
  }
  return row
}

/**
 * For each part, how much the group's unavailability moves with the part's: `P(exactly need - 1 of the others are up)`, the
 * importance of Birnbaum (1969). The group's unavailability is a straight line in that of each part, with this slope.
 */
export function importance(need: number, downs: readonly Ratio[]): readonly Ratio[] {
  if (need <= 0 || need > downs.length) return downs.map(() => ZERO)
  const wholes = others(downs.map(({ d }) => d))
  const exactly =
    2 * need <= downs.length + 1 ? othersUp(need - 1, downs) : othersUp(downs.length - need, downs.map(turned))
  return exactly.map((n, index) => ({ n, d: wholes[index] ?? 1n }))
}

/** For each part, how often exactly `count` of the others are up. */
function othersUp(count: number, downs: readonly Ratio[]): readonly bigint[] {
  if (count === 0) return others(downs.map(({ n }) => n))
  const row = ways(alike(downs), count + 1)
  const known = new Map<string, bigint>()
  return downs.map((part) => {
    const value = known.get(keyOf(part)) ?? without(row, count, part.n, part.d - part.n)
    known.set(keyOf(part), value)
    return value
  })
}

/** For each number, the product of all the others. */
function others(list: readonly bigint[]): readonly bigint[] {
  const after: bigint[] = [1n]
  for (const one of list.toReversed()) after.push((after.at(-1) ?? 1n) * one)
  let before = 1n
  return list.map((one, index) => {
    const product = before * (after[list.length - 1 - index] ?? 1n)
    before *= one
    return product
  })
}

/** How often exactly `count` are up when one part is taken out of the row: the row divided by `down + up x`. */
function without(row: readonly bigint[], count: number, down: bigint, up: bigint): bigint {
  if (down === 0n) return (row[count + 1] ?? 0n) / up
  let rest = 0n
  for (let j = 0; j <= count; j++) rest = ((row[j] ?? 0n) - up * rest) / down
  return rest
}
