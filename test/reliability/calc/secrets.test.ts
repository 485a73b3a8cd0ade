import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALPHABETS, ATTACKERS, entropy, guessing, lengthFor } from '../../../src/reliability/calc/secrets.ts'

test('8 letters and digits are 47.6 bits, 32 hexadecimal digits 128, six Diceware words 77.5', () => {
  expect(entropy(8, 62)).toBeCloseTo(47.63, 2)
  expect(entropy(32, 16)).toBe(128)
  expect(entropy(6, 7776)).toBeCloseTo(77.55, 2)
})

test('a PIN of four digits takes 5,000 guesses and 50 hours at 100 an hour', () => {
  const { guesses, seconds } = guessing(entropy(4, 10), 100 / 3600)
  expect(guesses).toBeCloseTo(5000, 6)
  expect(seconds / 3600).toBeCloseTo(50, 6)
})

test('guessing in any order takes half of all on average, within half a guess', () => {
  for (const [length, size] of [
    [2, 10],
    [3, 6],
  ] as const) {
    const all = size ** length
    let total = 0
    for (let place = 1; place <= all; place++) total += place
    expect(total / all - guessing(entropy(length, size), 1).guesses).toBeCloseTo(0.5, 9)
  }
})

test('the shortest length has the bits, and one less has not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: 2, max: 8000 }), (bits, size) => {
      const length = lengthFor(bits, size)
      expect(entropy(length, size)).toBeGreaterThan(bits - 1e-6)
      if (length > 1) expect(entropy(length - 1, size)).toBeLessThan(bits)
    }),
  )
  expect([lengthFor(128, 16), lengthFor(128, 64), lengthFor(128, 62)]).toEqual([32, 22, 22])
})

test('powers of two stay finite where the numbers do not', () => {
  const found = guessing(4096, 1e10)
  expect(found.guesses).toBe(Number.POSITIVE_INFINITY)
  expect(found.log2Guesses).toBe(4095)
  expect(found.log2Seconds).toBeCloseTo(4095 - 33.22, 2)
})

test('alphabets are as large as they are, and attackers go from slow to fast', () => {
  const printable = Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)).filter((one) => /[!-~]/.test(one))
  expect(ALPHABETS.find((one) => one.name.startsWith('printable'))?.size).toBe(printable.length)
  expect(ALPHABETS.find((one) => one.name.startsWith('Diceware'))?.size).toBe(6 ** 5)
  const rates = ATTACKERS.map((one) => one.perSecond)
  expect(rates).toEqual(rates.toSorted((a, b) => a - b))
})

test('no characters, no alphabet and no guesses are refused', () => {
  expect(() => entropy(0, 10)).toThrow(RangeError)
  expect(() => entropy(1.5, 10)).toThrow(RangeError)
  expect(() => lengthFor(10, 1)).toThrow(RangeError)
  expect(() => guessing(10, 0)).toThrow(RangeError)
})
