// A cluster that is split: "5 into 3 2", "7 nodes: 4 and 3", "3 vs 2". The first number is the whole where a word or a colon says so, or
// where it is what the others add up to; otherwise the groups are all there is.

import type { Kind, Spot } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { toNumber } from '../reliability/rational.ts'
import { readNumber } from './number.ts'
import { type Quantity, quantitiesIn } from './quantity.ts'

export interface Split {
  readonly total: number
  readonly groups: readonly number[]
}

export const EXAMPLE = '/calc majority 5 into 3 2'
const EXPECTS = 'a number of nodes and the groups they are split into, such as 5 into 3 2'
const MOST_GROUPS = 50
const MOST_NODES = 1000

/** What follows the number of all nodes: no other number may stand between. */
const WHOLE =
  /^[^\d]{0,40}?(?:(?<!\p{L})(?:into|split(?:s|ting)?(?! (?:from|off))|divid\w*|partition\w*|break\w*|falls?)(?!\p{L})|[:=])/iu

/** "6 nodes split evenly in two": so many groups of one size, as far as they go up. */
const EVENLY =
  /(?<!\p{L})(?:evenly|equally|in half|in halves|half and half|fifty[- ]fifty|50[/ ]50|down the middle)(?!\p{L})(?:\s+(?:in|into|across|over|between|among)\s+(?<count>\d{1,2}|two|three|four|five))?/iu
const MOST_EVEN = 20

function evenly(total: number, count: number): readonly number[] | undefined {
  if (!(count >= 2 && count <= MOST_EVEN && total >= count)) return undefined
  return Array.from({ length: count }, (_, at) => Math.floor((total + count - 1 - at) / count))
}

const isNode = (quantity: Quantity): boolean => quantity.kind === 'number' && quantity.value.d === 1n
/** "3-2", "3/2" and "3:2" are two groups, not a sum or a share. */
const apart = (text: string): string => text.replace(/(?<=\d)(?:\s*[-–/|+]\s*|:)(?=\d)/g, ' ')

export const split: Kind<Split> = {
  name: 'split',
  expects: EXPECTS,
  example: EXAMPLE,
  rest: true,
  likely: ['5 into 3 2', '4 into 2 2', '3 into 2 1'],
  spot({ text, quantities }): Spot[] {
    const all = quantities.filter(isNode)
    const digits = all.filter((each) => /\d/.test(each.text))
    // "3 nodes in one room and 2 in the other" counts in digits.
    const numbers = digits.length > 1 ? digits : all
    const [first, ...others] = numbers
    const even = EVENLY.exec(text)
    const [counted] = all
    const groups =
      even && counted && all.length <= 2
        ? evenly(sizeOf(counted), Number(readNumber(even.groups?.count ?? '2')?.n ?? 2n))
        : undefined
    if (groups && counted)
      return [
        { from: counted.from, to: counted.to, text: `${counted.text} into ${groups.join(' ')}` },
        ...all.slice(1).map(({ from, to }) => ({ from, to, text: '' })),
      ]
    if (!first || others.length === 0) return []
    const texts = numbers.map((each) => each.text)
    const whole = isWhole(text, first, numbers.map(sizeOf))
    const said = whole ? `${texts[0]} into ${texts.slice(1).join(' ')}` : texts.join(' ')
    return [{ from: first.from, to: first.to, text: said }, ...others.map(({ from, to }) => ({ from, to, text: '' }))]
  },
  read(text) {
    const refuse = (why: string): never => {
      throw new Refusal('bad-split', `${quoted(text)}: ${why} Expected ${EXPECTS}.`, EXAMPLE)
    }
    const found = quantitiesIn(apart(text))
    const numbers = found.filter(isNode)
    const wrong = found.find((each) => !isNode(each))
    if (wrong) return refuse(`${quoted(wrong.text)} is no number of nodes.`)
    const sizes = numbers.map(sizeOf)
    const [first] = numbers
    if (!first || sizes.length < 2) return refuse('at least two numbers are needed.')
    if (sizes.length > MOST_GROUPS + 1) return refuse(`more than ${MOST_GROUPS} groups are not counted.`)
    if (sizes.some((size) => size < 0 || size > MOST_NODES)) return refuse(`nodes are counted from 0 to ${MOST_NODES}.`)
    const whole = isWhole(apart(text), first, sizes)
    const groups = whole ? sizes.slice(1) : sizes
    const seen = groups.reduce((sum, size) => sum + size, 0)
    const total = whole ? (sizes[0] ?? 0) : seen
    if (total < 1 || total > MOST_NODES) return refuse(`a cluster has 1 to ${MOST_NODES} nodes.`)
    if (seen > total) return refuse(`the groups hold ${seen} nodes, and there are only ${total}.`)
    return { total, groups }
  },
}

const sizeOf = (quantity: Quantity): number => (quantity.kind === 'number' ? toNumber(quantity.value) : 0)

function isWhole(text: string, first: Quantity, [total = 0, ...groups]: readonly number[]): boolean {
  const addsUp = groups.length > 1 && groups.reduce((sum, size) => sum + size, 0) === total
  return addsUp || WHOLE.test(text.slice(first.to))
}
