// The month that is billed: a calendar one, or a length of 28 to 31 days. Shorter lengths beside it are downtime.

import type { Kind, Passage } from '../command.ts'
import { quoted, Refusal } from '../refusal.ts'
import { compare, ratio } from '../reliability/rational.ts'
import { type Window, window } from './window.ts'

const DAY = 86_400
/** A clock change makes a month an hour shorter or longer. */
const [SHORTEST, LONGEST] = [ratio(28 * DAY - 3600), ratio(31 * DAY + 3600)]
const EXPECTS = 'a month such as November, "last month", 30d or 31d'

export const billingMonth: Kind<Window> = {
  ...window,
  name: 'month',
  expects: EXPECTS,
  example: '/nines help',
  likely: ['30d', 'this month', 'last month'],
  read(text, context) {
    const found = window.read(text, context)
    if (compare(found.seconds, SHORTEST) < 0 || compare(found.seconds, LONGEST) > 0)
      throw new Refusal(
        'out-of-range',
        `${quoted(text.replace(/@.*$/, ''))} is no month. Expected ${EXPECTS}.`,
        '/nines help',
      )
    return found
  },
  spot: (passage: Passage) =>
    window.spot?.({
      ...passage,
      quantities: passage.quantities.filter(
        (each) =>
          each.kind === 'duration' && compare(each.seconds, SHORTEST) >= 0 && compare(each.seconds, LONGEST) <= 0,
      ),
    }) ?? [],
}
