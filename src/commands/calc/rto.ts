// Recovery time: the parts of a failover or restore, added and held against a recovery time objective.

import { z } from 'zod'
import { durationText, shareText } from '../../amounts.ts'
import { optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { type RecoveryPart, recoveryTime } from '../../reliability/calc/rto.ts'
import { neg, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, spans, text } from '../../reply.ts'
import { duration } from '../../value/amount.ts'
import { told } from '../../value/told.ts'
import { calculator } from './calculator.ts'

const EXAMPLE = '/calc rto detect 5m decide 10m switch 2m verify 10m rto 15m'

const part = (name: string, sample: string, before: string, after: string) =>
  told(duration({ name, sample }), { before, after })

const SAID: Readonly<Record<RecoveryPart, string>> = {
  detect: 'detecting',
  decide: 'deciding',
  switch: 'switching',
  restore: 'restoring data',
  verify: 'verifying',
}

export const rto = calculator({
  name: 'rto',
  about: 'Recovery time from its parts (detect, decide, switch, restore, verify) against an RTO',
  explains: 'rto',
  options: {
    detect: optional(
      part(
        'time to detect',
        '5m',
        '(?<!to )(?:detect\\w*|notic\\w*|alert\\w*|discover\\w*|paged?|find out)',
        'to (?:detect|notice|alert|discover|find out|page)|detection|detect',
      ),
      'From the failure until somebody knows: 5m',
    ),
    decide: optional(
      part(
        'time to decide',
        '10m',
        '(?<!to )(?:decid\\w*|decision|declar\\w*|approv\\w*|escalat\\w*|diagnos\\w*|triage|agree)',
        'to (?:decide|declare|approve|escalate|diagnose|triage|agree)|decision|decide',
      ),
      'Until it is decided what to do: 10m',
    ),
    switch: optional(
      part(
        'time to switch',
        '2m',
        '(?<!to )(?:switch\\w*(?: over)?|fail(?:ing|s)? ?-?over|promot\\w*|cut ?-?over|redirect\\w*|dns|reroute)',
        'to (?:switch(?: over)?|fail ?over|promote|cut over|redirect|reroute)|failover|switchover|switch',
      ),
      'Until traffic goes elsewhere: 2m',
    ),
    restore: optional(
      part(
        'time to restore',
        '1h',
        '(?<!to )(?:restor\\w*|re-?build\\w*|replay\\w*|recover(?:ing)? (?:the )?data|re-?deploy\\w*)',
        'to (?:restore|rebuild|replay|redeploy)|restore|rebuild',
      ),
      'Until data is back, where it has to be restored: 1h',
    ),
    verify: optional(
      part(
        'time to verify',
        '10m',
        '(?<!to )(?:verif\\w*|check(?:ing|s)?|test(?:ing|s)?|validat\\w*|smoke tests?)',
        'to (?:verify|check|test|validate)|of tests|verification|verify',
      ),
      'Until it is known to work: 10m',
    ),
    rto: optional(
      part(
        'RTO',
        '15m',
        'rto|recovery time objective|objective|target|promised?|limit|within|back (?:up )?in',
        'rto|objective|target',
      ),
      'How long it may take, the recovery time objective: 15m',
    ),
  },
  asked: [
    'will we meet our rto',
    'how long does our failover take in all',
    'detect 5m decide 10m switch 2m verify 10m rto 15m',
    'does our recovery plan fit the rto',
    'can we make an rto of 15m if detection takes 5m and failover 2m',
    'add up detection, decision and failover time',
    '5m to detect, 10m to decide, 1h to restore: do we meet the rto of 1h',
    'is an rto of 1h realistic',
    'recovery time from its steps',
    'total recovery time against the objective',
  ],
  examples: [EXAMPLE, '/calc rto detect=1m switch=30s rto=5m', '/calc rto 5m 10m 2m restore 1h rto 2h'],
  answer: z.strictObject({
    type: z.literal('rto'),
    totalSeconds: z.number(),
    rtoSeconds: z.number().nullable(),
    met: z.boolean().nullable(),
    spareSeconds: z.number().nullable(),
    largest: z.enum(['detect', 'decide', 'switch', 'restore', 'verify']).nullable(),
    missing: z.array(z.enum(['detect', 'decide', 'switch', 'restore', 'verify'])),
  }),
  lacks: ({ rto: _, ...parts }) => (Object.keys(parts).length > 0 ? [] : ['a part of the recovery']),
  run({ rto: objective, ...given }) {
    const names = Object.keys(SAID) as RecoveryPart[]
    const missing = names.filter((name) => given[name] === undefined)
    if (missing.length === names.length)
      throw new Refusal(
        'missing',
        'No part of the recovery is given. Name how long it takes to detect, decide, switch, restore and verify; those that apply.',
        EXAMPLE,
        ['5m', '15m', '1h'],
        'detect',
      )
    const { detect = ZERO, decide = ZERO, switch: switching = ZERO, restore = ZERO, verify = ZERO } = given
    const found = recoveryTime({ detect, decide, switch: switching, restore, verify }, objective ?? ZERO)
    const total = durationText(found.total)
    const shown = found.parts.filter(({ part: name }) => !missing.includes(name))
    return {
      blocks: [
        text(
          bold(total),
          objective === undefined
            ? ' until it is known to work again. Name an RTO to hold it against.'
            : found.met
              ? `: the RTO of ${durationText(objective)} is met, with ${durationText(found.spare)} to spare.`
              : `: the RTO of ${durationText(objective)} is missed by ${durationText(neg(found.spare))}.`,
          found.largest === undefined || shown.length < 2 ? '' : ` The longest part is ${SAID[found.largest]}.`,
        ),
        {
          kind: 'table',
          caption: 'The parts of the recovery',
          head: ['part', 'time', 'share'],
          rows: shown.map(({ part: name, seconds, share }) => [
            spans(SAID[name]),
            spans(durationText(seconds)),
            spans(share === null ? '' : shareText(share)),
          ]),
        },
        ...working({
          formula: [`${shown.map(({ seconds }) => durationText(seconds)).join(' + ')} = ${total}`],
          assumes: [
            'the parts follow one another',
            ...(missing.length > 0
              ? [`not counted, as no time was given: ${missing.map((name) => SAID[name]).join(', ')}`]
              : []),
            'times of a rehearsed plan; an unrehearsed one decides more slowly',
          ],
          sources: ['nist34'],
        }),
      ],
      answer: {
        type: 'rto',
        totalSeconds: toNumber(found.total),
        rtoSeconds: objective ? toNumber(objective) : null,
        met: objective ? found.met : null,
        spareSeconds: objective ? toNumber(found.spare) : null,
        largest: found.largest ?? null,
        missing,
      },
    }
  },
})
