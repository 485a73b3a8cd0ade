// A coefficient of a fitted curve: a number, a percentage, or (for a throughput) a rate a second. In a sentence it is known by its
// name only, since any number may stand there.

import type { Kind, Passage } from '../command.ts'
import { compare, type Ratio, ZERO } from '../reliability/rational.ts'
import { type AmountSpec, amount } from './amount.ts'

export function coefficient(spec: AmountSpec): Kind<Ratio> {
  const make = (own: AmountSpec): Kind<Ratio> =>
    amount(own, {
      expects: `a number such as ${spec.sample}`,
      take: (quantity) =>
        quantity.kind === 'number'
          ? quantity.value
          : quantity.kind === 'percent'
            ? quantity.share
            : quantity.kind === 'rate'
              ? quantity.perSecond
              : undefined,
      fault: (value) => (compare(value, ZERO) < 0 ? 'it is not negative.' : undefined),
    })
  const [any, named] = [make(spec), make({ ...spec, labelledOnly: true })]
  return { ...any, spot: (passage: Passage) => (passage.door === 'line' ? any : named).spot?.(passage) ?? [] }
}
