// Which sides of a split network may go on.

import { sides } from '../../reliability/calc/partition.ts'
import { ratio } from '../../reliability/rational.ts'
import { digits, listed } from './figures.ts'
import { raft } from './sources.ts'
import type { Choice, Template } from './template.ts'

export const sidesWithMajority: Template = {
  name: 'sides-with-majority',
  topic: 'cap-theorem',
  concept: 'cp-systems',
  difficulty: 1,
  source: raft,
  draw(random) {
    const groups = [random.between(1, 3), random.between(1, 3), random.between(2, 6)]
    const total = groups.reduce((sum, size) => sum + size, 0)
    const { majority, winner } = sides(total, groups)
    const most = Math.max(...groups)
    const answer = (count: number, says: string, sum: string): Choice => ({
      text: String(count),
      value: ratio(count),
      says,
      sum,
    })
    const needed = `floor(${total} / 2) + 1 = ${majority}`
    const right =
      winner === null
        ? answer(0, `No group is that large: the largest has ${most}`, needed)
        : answer(1, `Only the group of ${most} is that large`, needed)
    return {
      ask: `A store of ${total} voting replicas confirms a write only by a majority of all ${total}. The network falls apart into groups of ${listed(random.order(groups).map(digits))}. In how many groups can clients still write?`,
      right,
      wrong: [
        winner === null
          ? answer(1, `The largest group has ${most}. Being the largest of them is not enough`, needed)
          : answer(0, `A split alone stops nobody: the group of ${most} is that large`, needed),
        answer(2, `Two majorities would take more than ${total} replicas`, `2 * ${majority} = ${2 * majority}`),
        answer(3, `Three majorities would take more than ${total} replicas`, `3 * ${majority} = ${3 * majority}`),
      ],
    }
  },
}
