// What people ask of a bot in an incident and this one can't do: it says so, and offers the nearest that it can.

import { type Context, type Form, form } from '../command.ts'
import { row } from '../pages/buttons.ts'
import { code, list, spans, text } from '../reply.ts'

interface Limit {
  /** Why not, in a sentence or two. */
  readonly says: string
  /** Lines that come nearest, each with what it answers. */
  readonly nearest: readonly (readonly [line: string, what: string])[]
  readonly asked: readonly string[]
}

const LIMITS = {
  live: {
    says: 'Nines reads no monitoring: it knows nothing of how your services are doing. It reckons with the numbers you give.',
    nearest: [
      ['/budget 99.9 30d 47m', 'what an outage leaves of the budget'],
      ['/budget 99.9 30d 1.4% errors', 'how long the budget lasts at an error rate'],
      ['/availability 43m in 30d', 'the availability that downtime makes'],
    ],
    asked: [
      'is checkout down right now',
      'is the site up',
      'what is our current availability',
      'what is our uptime right now',
      'how is our slo doing today',
      'what is the error rate right now',
      'what is the current latency of the api',
      'show me the dashboard',
      'show me the graph of errors',
      'how many incidents did we have this month',
      'list our last incidents',
    ],
  },
  forecast: {
    says: 'Nines makes no forecast: when something fails or is mended is not in the numbers it has.',
    nearest: [
      ['/budget 99.9 30d 1.4% errors', 'when the budget is gone if errors go on as they are'],
      ['/availability mtbf 30d for 99.95', 'how fast repairs must be at a rate of failure'],
    ],
    asked: [
      'when will it be fixed',
      'when will the outage be over',
      'when is the next outage',
      'will we meet our slo next month',
      'will we make it this month',
      'are we going to make it this quarter',
      'are we going to hit our slo',
      'how likely is another outage tomorrow',
      'predict our availability for next quarter',
    ],
  },
  act: {
    says: 'Nines answers and changes nothing: it pages nobody, restarts nothing and opens no ticket.',
    nearest: [
      ['/budget paged 99.9 30d 15% errors for 10m', 'whether alerts would have paged'],
      ['/budget alerts 99.9 30d', 'which alerts to set'],
    ],
    asked: [
      'page the on call engineer',
      'restart the service',
      'roll back the deploy',
      'open a ticket for this',
      'create an incident',
      'start an incident channel',
      'silence the alert',
      'acknowledge the page',
      'who is on call',
      'scale up the cluster for us',
      'write the postmortem for us',
      'send a status update to customers',
    ],
  },
  cause: {
    says: 'Nines can not tell what caused it: it sees neither your logs nor your deploys. Told the symptom, it finds what that is called.',
    nearest: [
      ['/concept two nodes both think they are the primary', 'the term for a symptom'],
      ['/nines explain after the failover we had a split brain and lost quorum', 'the terms in a message'],
    ],
    asked: [
      'what caused the outage',
      'what is the root cause of this incident',
      'whose fault was it',
      'who broke production',
      'which deploy broke it',
      'why was checkout down yesterday',
    ],
  },
  money: {
    says: 'Nines knows no prices and no revenue, so not what an outage cost.',
    nearest: [
      ['/calc sla-credit 50m 30d', 'the credit that an SLA owes for a month'],
      ['/budget 99.9 30d 47m', 'what an outage took of the budget'],
    ],
    asked: [
      'how much money did the outage cost us',
      'what did that incident cost',
      'how much money did the downtime cost us',
      'how much did the outage cost',
      'how much revenue did we lose',
      'cost of downtime per minute',
    ],
  },
} as const satisfies Record<string, Limit>

function reply({ says, nearest }: Limit, context: Context) {
  return {
    blocks: [
      text(says, ' The nearest that it can do:'),
      list(nearest.map(([line, what]) => spans(code(context.typed(line)), ` ${what}`))),
      ...row([context.button('What can I ask?', { command: 'nines', form: 'help', raw: {} })]),
    ],
    answer: { type: 'cannot' },
  }
}

/** One form for each limit, reached by what is said only. */
export const cannotForms: Readonly<Record<string, Form>> = Object.fromEntries(
  Object.entries(LIMITS).map(([name, limit]) => [
    `no-${name}`,
    form({
      about: limit.says.slice(0, 100),
      options: {},
      hidden: true,
      regardless: true,
      run: (_, context) => reply(limit, context),
    }),
  ]),
)

export const cannotAsked: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(LIMITS).map(([name, { asked }]) => [`no-${name}`, asked]),
)
