// The time that counts as fast enough: "under 300ms". Beside samples it is known by its word, and then may lack its unit.

import type { Kind, Passage, Spot } from '../command.ts'
import { mul, type Ratio, ratio } from '../reliability/rational.ts'
import { duration, spotOf } from './amount.ts'
import { labelled } from './near.ts'

const plain = duration({ name: 'threshold', sample: '300ms', likely: ['300ms', '100ms', '1s'] })
const named = labelled({
  before: 'under|below|threshold|within|faster than|quicker than|at most|less than|<=?|≤|max(?:imum)?|limit|up to',
})
const BARE = /^\d{1,9}(?:\.\d{1,6})?$/

export const threshold: Kind<Ratio> = {
  ...plain,
  expects: 'a threshold such as "under 300ms"',
  // Response times without a unit are milliseconds, and so is what they are held against.
  read: (text, context) =>
    BARE.test(text.trim()) ? mul(plain.read(`${text.trim()}s`, context), ratio(1, 1000)) : plain.read(text, context),
  spot(passage: Passage): Spot[] {
    const times = passage.quantities.filter(({ kind }) => kind === 'duration' || kind === 'number')
    const known = times.find((each) => named(passage, each))
    if (known) return [spotOf(known)]
    const first = passage.sure ? undefined : passage.quantities.find(({ kind }) => kind === 'duration')
    return first ? [spotOf(first)] : []
  },
}
