// What is left of an error budget after outages, or after failed requests.

import { form, optional, otherwise } from '../../command.ts'
import { outages } from '../../value/outages.ts'
import { prior } from '../../value/prior.ts'
import { window } from '../../value/window.ts'
import { goal } from './forms.ts'
import { inEvents } from './left-events.ts'
import { inTime } from './left-time.ts'

const EXAMPLE = '/budget 99.9 30d 47m'

export const left = form({
  about: 'What is left of an error budget after outages or failed requests, and what follows',
  explains: 'error-budget',
  example: EXAMPLE,
  options: {
    target: goal,
    window: otherwise(window, '30d', 'Rolling (30d, 4w) or calendar (this month, Q3)'),
    outages: optional(outages, '47m; 12m;20m; 30% 14:02-14:49; or requests: 8300 of 12M'),
    used: optional(prior, 'Spent before: 60% used, 40% left, 10m left'),
  },
  run({ target: wanted, window: over, outages: had, used }, context, raw) {
    return had?.basis === 'events'
      ? inEvents(wanted, over, had, used, context, raw)
      : inTime(wanted, over, had?.list ?? [], used, context, raw)
  },
})
