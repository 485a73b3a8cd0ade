// What is encrypted opens with its key and in its place, and nowhere else.

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSeal, readKeys, SealError } from '../src/seal.ts'

const [OLD, NEW, OTHER] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)]

describe('a sealed text', () => {
  test('opens in its place as it was, and shows nothing of it', () => {
    const seal = createSeal([NEW])
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
        const sealed = seal.seal(text, place)
        // A lone surrogate has no bytes of its own.
        expect(seal.open(sealed, place)).toBe(text.toWellFormed())
      }),
    )
    expect(JSON.stringify(seal.seal('xoxb-1-secret', 'T1'))).not.toContain('secret')
  })

  test('does not open in another place', () => {
    const seal = createSeal([NEW])

    expect(() => seal.open(seal.seal('xoxb-1', 'T1'), 'T2')).toThrow(SealError)
  })

  test('does not open once any byte of it has changed, or when it was cut', () => {
    const seal = createSeal([NEW])
    const { keyId, sealed } = seal.seal('xoxb-1', 'T1')
    const bytes = Buffer.from(sealed, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => seal.open({ keyId, sealed: changed.toString('base64url') }, 'T1')).toThrow(SealError)
      expect(() => seal.open({ keyId, sealed: bytes.subarray(0, at).toString('base64url') }, 'T1')).toThrow(SealError)
    }
  })

  test('is another text each time', () => {
    const seal = createSeal([NEW])

    expect(seal.seal('xoxb-1', 'T1').sealed).not.toBe(seal.seal('xoxb-1', 'T1').sealed)
  })
})

describe('keys', () => {
  test('open what the older one has sealed, and seal with the first', () => {
    const before = createSeal([OLD]).seal('xoxb-1', 'T1')
    const both = createSeal([NEW, OLD])

    expect(both.open(before, 'T1')).toBe('xoxb-1')
    expect(createSeal([NEW]).open(both.seal('xoxb-2', 'T1'), 'T1')).toBe('xoxb-2')
    expect(() => createSeal([OLD]).open(both.seal('xoxb-2', 'T1'), 'T1')).toThrow(SealError)
  })

  test('that are not at hand are named, without any of the text', () => {
    const sealed = createSeal([OLD]).seal('xoxb-1', 'T1')

    expect(() => createSeal([OTHER]).open(sealed, 'T1')).toThrow(
      `T1 was encrypted with key ${sealed.keyId}, which is not at hand`,
    )
  })

  test.each([
    ['hex', (key: Buffer) => key.toString('hex')],
    ['base64', (key: Buffer) => key.toString('base64')],
    ['base64 for URLs', (key: Buffer) => key.toString('base64url')],
  ])('are read from %s', (_, write) => {
    const [first, second] = [randomBytes(32), randomBytes(32)]

    expect(readKeys(`${write(first)}, ${write(second)}`)).toEqual([first, second])
  })

  test.each([
    '',
    'secret',
    'a'.repeat(32),
    'g'.repeat(64),
    `${OLD.toString('hex')},`,
    randomBytes(31).toString('base64'),
  ])('are not read from %o', (text) => expect(readKeys(text)).toBeUndefined())
})
