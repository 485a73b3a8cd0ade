// A target beside samples, which are numbers too: it is known by its percent sign, its nines or the word before it.

import type { Kind, Passage } from '../command.ts'
import { labelled } from './near.ts'
import { type Target, target } from './target.ts'

const named = labelled({ before: 'target|slo|objective|goal' })

export const writtenTarget: Kind<Target> = {
  ...target,
  spot: (passage: Passage) =>
    target.spot?.({
      ...passage,
      quantities: passage.quantities.filter(
        (each) => each.kind === 'percent' || each.kind === 'nines' || (each.kind === 'number' && named(passage, each)),
      ),
    }) ?? [],
}
