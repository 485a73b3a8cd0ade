// A token is the call itself: what goes in comes out, and what was never written by us is refused kindly.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_TOKEN, pack, unpack } from '../src/press.ts'
import { Refusal } from '../src/refusal.ts'
import { asker, openBot } from './world.ts'

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
const value = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
const call = fc.record({ command: word, form: word, raw: fc.dictionary(word, value, { maxKeys: 3 }) })

describe('a token', () => {
  test('gives back the call that went in', () => {
    fc.assert(
      fc.property(fc.constantFrom('call' as const, 'share' as const), call, (act, made) => {
        const token = pack({ act, call: made })
        if (token === undefined) return
        expect(token.length).toBeLessThanOrEqual(LONGEST_TOKEN)
        expect(unpack(token)).toEqual({ act, call: { ...made, raw: { ...made.raw } } })
      }),
    )
  })

  test('gives back the person that went in', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (person) => {
        expect(unpack(pack({ act: 'take-back', person }) ?? '')).toEqual({ act: 'take-back', person })
      }),
    )
  })

  test('is readable', () => {
    expect(
      pack({ act: 'call', call: { command: 'concept', form: 'show', raw: { term: 'split brain', part: 'more' } } }),
    ).toBe('1:concept.show?term=split+brain&part=more')
  })

  test('is not made where it would be too long', () => {
    expect(
      pack({ act: 'call', call: { command: 'concept', form: 'show', raw: { term: 'x'.repeat(100) } } }),
    ).toBeUndefined()
  })

  test.each(['', 'x', '2:concept.show', '99:x', '1:', '1:concept', '1*concept.show', '1:Concept.show'])(
    '%j is refused kindly',
    (token) => {
      expect(() => unpack(token)).toThrow(Refusal)
    },
  )

  test('brings no control character into what is said of it', async () => {
    const bot = await openBot()

    for (const press of ['1:concept.show?\r\n =x', '1:concept.show?\u001b[31m=x', '1:nines.zone?zone=\u0007\u202e']) {
      const { reply } = await bot.answer({ press, on: 'private' }, asker())
      expect(JSON.stringify(reply.blocks)).not.toMatch(/\\r|\\u00|\u202e/)
    }
  })
})
