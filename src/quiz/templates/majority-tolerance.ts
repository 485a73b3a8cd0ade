// How many members of a cluster may crash.

import { majority, tolerates } from '../../reliability/calc/quorum.ts'
import { whole } from './figures.ts'
import { thomas } from './sources.ts'
import type { Template } from './template.ts'

const WORK = ['elect a leader', 'confirm a write', 'grant a lock', 'change their configuration', 'renew a lease']

export const majorityTolerance: Template = {
  name: 'majority-tolerance',
  topic: 'network-partitions',
  concept: 'quorum',
  difficulty: 1,
  source: thomas,
  draw(random) {
    const n = random.between(5, 14)
    const loss = tolerates(n)
    return {
      ask: `${n} voting members ${random.pick(WORK)} only while a majority of all ${n} is up. How many members may have crashed at the same time, at most?`,
      right: whole(loss, `A majority of ${n} must remain, which is ${majority(n)}`, `${n} - (floor(${n} / 2) + 1)`),
      wrong: [
        whole(majority(n), 'That many must stay up', `floor(${n} / 2) + 1`),
        whole(n - 1, 'One member that is left is no majority of all', `${n} - 1`),
        whole(Math.floor(n / 2), 'Then exactly half would be left, and half is no majority', `floor(${n} / 2)`),
        whole(
          Math.floor((n - 1) / 3),
          'That is the bound for members that lie. These only crash',
          `floor((${n} - 1) / 3)`,
        ),
        whole(loss - 1, 'This keeps one member more than a majority', `${n} - (floor(${n} / 2) + 1) - 1`),
      ],
    }
  },
}
