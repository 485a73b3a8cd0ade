// /budget: what is left of an error budget, how fast it burns, what to alert on, and whether that would have paged.

import { z } from 'zod'
import { command } from '../../command.ts'
import { alerts, alertsAnswer } from './alerts.ts'
import { burn, burnAnswer } from './burn.ts'
import { left } from './left.ts'
import { leftAnswers } from './left-answer.ts'
import { paged, pagedAnswer } from './paged.ts'

export const budget = command({
  name: 'budget',
  about: 'Error budget: what outages leave of it, how fast it burns, alerts, would we be paged',
  usual: 'left',
  echoes: true,
  forms: { left, burn, alerts, paged },
  asked: {
    left: [
      'how much error budget is left',
      'how much budget is left after 47 min on 99.9 over 30 days',
      'what is left of our budget',
      'we were down 47 minutes what is left',
      'did we breach our slo',
      'did we blow the budget',
      'are we over budget',
      'is the slo still met',
      'can we still deploy',
      'how much more downtime can we have this month',
      'checkout was degraded for 30% of users 14:02-14:49 and down 12m, slo 99.95 over 28 days',
      '8300 failed of 12M at 99.9',
      'how many requests may still fail',
      'error budget for 99.9 over 30 days',
      'how much of the budget did that outage burn',
      'we had an outage of 20 minutes with an slo of 99.95',
      'outages of 12m 20m and 3m',
      'remaining budget after the incident',
      'were we within the slo',
      'how many errors are allowed',
      'how much budget do we have',
      'how much longer may we still be down',
      'how many more requests can fail',
    ],
    burn: [
      'what is our burn rate',
      'error rate is 1.4% and our slo is 99.9 when do we run out',
      'how long until the budget is gone',
      'how fast are we burning budget',
      'when is the budget exhausted at this rate',
      'time to exhaustion with 2% of requests failing',
      'how long can we keep failing 1% of requests',
      'burn rate for 0.5% errors',
      'how long does the budget last with errors at',
      'when do we run out of budget',
      'how quickly are we eating the budget',
    ],
    alerts: [
      'which alerts should we set',
      'burn rate alerts for 99.9',
      'multi window multi burn rate alert policy',
      'what should we alert on',
      'alert thresholds for a 99.95 slo',
      'alerting policy for our slo',
      'when should we page',
    ],
    paged: [
      'will that page us',
      'would that have paged us',
      'would we have been paged',
      'does 15% errors for 10 minutes page anyone',
      'which alerts would fire',
      'how soon would we have been paged',
      'would the alert have fired',
      'would anybody have been woken up by 5% errors for half an hour',
      'how long until the pager goes off',
      'would the pager go off',
      'does a full outage of 2 minutes page',
      'will on-call be woken up by that outage',
    ],
  },
  examples: [
    '/budget 99.9 30d 47m',
    '/budget 99.9 this month 12m;20m;3m',
    '/budget 99.9 28d 30% 14:02-14:49;12m',
    '/budget 99.9 8300 of 12M',
    '/budget 99.9 30d 12m 60% used',
    '/budget 99.9 30d 1.4% errors',
    '/budget alerts 99.9 30d',
    '/budget paged 99.9 30d 15% errors for 10m',
  ],
  answer: z.union([...leftAnswers, burnAnswer, alertsAnswer, pagedAnswer]),
})
