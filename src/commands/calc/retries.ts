// Retries: what one request becomes at the bottom when every layer above tries again.

import { z } from 'zod'
import { countText, numberText, plural, shareText } from '../../amounts.ts'
import { type Kind, optional, otherwise } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { DEEPEST, expectedCalls, mostCalls } from '../../reliability/calc/retries.ts'
import { mul, ratio, toNumber } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { rate, share, spotOf, whole } from '../../value/amount.ts'
import { beside } from '../../value/beside.ts'
import { mentioned } from '../../value/mentioned.ts'
import { around } from '../../value/near.ts'
import { chart, facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { sensible } from './limits.ts'

const EXAMPLE = '/calc retries 3 retries 3 layers'
/** The mean is only worked out up to so many tries; beyond, it differs from the worst case by nothing that matters. */
const MEAN_UP_TO = 1000
const LAYERS = 'layers|depth|levels|hops'
/** What a sentence about it says. */
const SUBJECT = /\bretr(?:y|ies|ying)\b|\b(?:attempts|tries|try again)\b/i

/** "retries over 3 layers": a number that its word follows is one of layers before it is one of retries. */
const OF_LAYERS =
  /^\s*(?:(?!retr|times|attempts|tries)[\p{L}-]+\s+)?(?:layers|hops|tiers|levels|services|deep)(?!\p{L})/u
const plainLayers = whole({
  name: 'number of layers',
  sample: '3',
  most: DEEPEST,
  before: LAYERS,
  after: 'layers|hops|tiers|levels|services|deep',
})
const layerCount: Kind<number> = {
  ...plainLayers,
  early: true,
  spot(passage) {
    if (!passage.sure) return plainLayers.spot?.(passage) ?? []
    const found = passage.quantities.find(
      (each) => each.kind === 'number' && OF_LAYERS.test(around(passage, each).after),
    )
    return found ? [spotOf(found)] : []
  },
}

export const retries = calculator({
  name: 'retries',
  about: 'How many calls one request becomes when every layer retries, at worst and on average',
  explains: 'retry',
  options: {
    attempts: optional(
      mentioned(
        whole({
          name: 'number of attempts',
          sample: '4',
          least: 1,
          before: 'attempts|tries|max_?attempts',
          after: 'attempts|tries',
          labelledOnly: true,
        }),
        SUBJECT,
      ),
      'Tries in all, the first one counted: 4 attempts',
    ),
    retries: optional(
      mentioned(
        beside(whole({ name: 'number of retries', sample: '3', least: 0 }), {
          of: ['number', 'times'],
          before: 'retries|retry|retrying|again',
          after: 'retries|retry|re-?tries|repeats|times again|times each|times',
          others: LAYERS,
        }),
        SUBJECT,
      ),
      'Retries of each layer after the first try: 3 retries',
    ),
    layers: otherwise(mentioned(layerCount, SUBJECT), '1', 'How many layers above the bottom retry: 3 layers'),
    failure: optional(
      mentioned(share({ name: 'share of tries that fail', sample: '20%' }), SUBJECT),
      'Share of tries that fail, to see the average: 20% fail',
    ),
    load: optional(
      mentioned(rate({ name: 'load', sample: '1000 rps' }), SUBJECT),
      'Requests that come in at the top: 1000 rps',
    ),
  },
  asked: [
    'work out the retry amplification',
    'how many calls do retries cause',
    'how much load do 3 retries at 3 layers make',
    'what does a retry storm do to the database',
    'each layer retries three times, how many calls reach the bottom',
    'by how much do retries multiply the traffic',
    'worst case load with 4 attempts in every service',
    'extra load from retries at 20% failures',
    'retries over several layers',
    'amplification from retries in every tier',
  ],
  lacks: ({ attempts, retries: again }) => (attempts === undefined && again === undefined ? ['retries'] : []),
  examples: [EXAMPLE, '/calc retries 4 attempts 2 layers 1000 rps', '/calc retries 2 retries 10% fail'],
  answer: z.strictObject({
    type: z.literal('retries'),
    retries: z.number(),
    layers: z.number(),
    mostCalls: z.number(),
    failure: z.number().nullable(),
    meanCalls: z.number().nullable(),
    failed: z.number().nullable(),
    worstPerSecond: z.number().nullable(),
  }),
  run({ attempts, retries: again, layers, failure, load }) {
    if ((attempts === undefined) === (again === undefined))
      throw new Refusal(
        attempts ? 'too-many' : 'missing',
        attempts
          ? 'Attempts and retries say the same thing: 4 attempts are 3 retries. Leave one out.'
          : 'How many times does each layer try again? Expected 3 retries, or 4 attempts.',
        EXAMPLE,
        attempts ? [] : ['3', '2', '1'],
        'retries',
      )
    sensible({ load, 'share of tries that fail': failure }, EXAMPLE)
    const each = again ?? (attempts ?? 1) - 1
    const most = mostCalls(each, layers)
    const mean = failure && most <= BigInt(MEAN_UP_TO) ? expectedCalls(failure, Number(most)) : undefined
    const worst = load && mul(load, ratio(most))
    const depths = Array.from({ length: Math.min(6, layers) }, (_, i) => i + 1)
    return {
      blocks: [
        text(
          bold(plural(most, 'call')),
          ` at the bottom for one request at worst: ${plural(each, 'retry', 'retries')} at each of ${plural(layers, 'layer')}, and every try fails.`,
          worst ? ` ${numberText(load)}/s at the top are then ${numberText(worst)}/s.` : '',
        ),
        ...facts([
          [
            'On average',
            failure &&
              (mean
                ? `${numberText(mean.calls)} calls where ${shareText(failure)} of tries fail${load ? `, ${numberText(mul(load, mean.calls))}/s` : ''}`
                : `not worked out past ${countText(MEAN_UP_TO)} tries`),
          ],
          ['Fails all the same', mean && `${numberText(mul(mean.failed, ratio(1_000_000)))} of 1,000,000 requests`],
          ['Retry at one layer only', layers > 1 ? plural(each + 1, 'call') : undefined],
        ]),
        ...(layers > 1 && each > 0
          ? [
              chart(
                {
                  title: 'Calls at the bottom by layers that retry',
                  shape: 'bar',
                  unit: 'calls',
                  labels: depths.map((n) => plural(n, 'layer')),
                  series: [{ name: 'calls', values: depths.map((n) => Number(mostCalls(each, n))) }],
                },
                `Each layer multiplies by ${countText(each + 1)}: ${countText(most)} calls after ${plural(layers, 'layer')}.`,
              ),
            ]
          : []),
        ...working({
          formula: [`(1 + ${each})^${layers} = ${countText(most)}`],
          assumes: [
            'every layer retries whatever fails, without a budget or a breaker',
            ...(mean ? ['tries fail independently; in an outage they do not, and the worst case is the case'] : []),
            'a backoff only delays these calls',
          ],
          sources: ['sre-cascading'],
        }),
      ],
      answer: {
        type: 'retries',
        retries: each,
        layers,
        mostCalls: Number(most),
        failure: failure ? toNumber(failure) : null,
        meanCalls: mean ? toNumber(mean.calls) : null,
        failed: mean ? toNumber(mean.failed) : null,
        worstPerSecond: worst ? toNumber(worst) : null,
      },
    }
  },
})
