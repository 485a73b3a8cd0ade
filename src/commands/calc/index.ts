// /calc: the list of the calculators. A new one is one file and one line here.

import { z } from 'zod'
import { command, form } from '../../command.ts'
import { code, list, spans, text } from '../../reply.ts'
import { amdahl } from './amdahl.ts'
import { backoff } from './backoff.ts'
import { breaker } from './breaker.ts'
import type { Calculator } from './calculator.ts'
import { capacity } from './capacity.ts'
import { collisions } from './collisions.ts'
import { connectionDrain } from './connection-drain.ts'
import { coordination } from './coordination.ts'
import { dataLoss } from './data-loss.ts'
import { drain } from './drain.ts'
import { durability } from './durability.ts'
import { entropy } from './entropy.ts'
import { fanOut } from './fan-out.ts'
import { ids } from './ids.ts'
import { incidents } from './incidents.ts'
import { latencySlo } from './latency-slo.ts'
import { littlesLaw } from './littles-law.ts'
import { majority } from './majority.ts'
import { nfrs } from './nfrs.ts'
import { percentiles } from './percentiles.ts'
import { quorum } from './quorum.ts'
import { retries } from './retries.ts'
import { rto } from './rto.ts'
import { slaCredit } from './sla-credit.ts'
import { states } from './states.ts'
import { token } from './token.ts'
import { transfer } from './transfer.ts'
import { usl } from './usl.ts'

const calculators: readonly Calculator[] = [
  littlesLaw,
  amdahl,
  backoff,
  breaker,
  capacity,
  connectionDrain,
  drain,
  fanOut,
  latencySlo,
  percentiles,
  retries,
  slaCredit,
  transfer,
  usl,
  collisions,
  coordination,
  dataLoss,
  durability,
  entropy,
  ids,
  incidents,
  majority,
  nfrs,
  quorum,
  rto,
  states,
  token,
]

export const calc = command({
  name: 'calc',
  about: 'A worked number for every topic: name a calculator, then its values',
  usual: 'list',
  picks: 'what',
  echoes: true,
  forms: {
    list: form({
      about: 'All calculators, each with a line that works',
      options: {},
      timeless: true,
      run: (_, context) => ({
        blocks: [
          text('Each takes a line such as these, or the same in plain words:'),
          list(
            calculators.map(({ form: { about }, examples }) =>
              spans(code(context.typed(examples[0] ?? '')), ` ${about}`),
            ),
          ),
        ],
        answer: { type: 'calculators', names: calculators.map(({ name }) => name) } as { type: 'calculators' },
      }),
    }),
    ...Object.fromEntries(calculators.map(({ name, form: each }) => [name, each])),
  },
  asked: {
    list: ['calculators', 'which calculators are there', 'list of calculators', 'what can you calculate'],
    ...Object.fromEntries(calculators.map(({ name, asked }) => [name, asked])),
  },
  examples: ['/calc', ...calculators.flatMap(({ examples }) => examples)],
  answer: z.union([
    z.strictObject({ type: z.literal('calculators'), names: z.array(z.string()) }),
    ...calculators.map(({ answer }) => answer),
  ]),
})
