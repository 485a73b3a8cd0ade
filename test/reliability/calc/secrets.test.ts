import { expect, test } from 'vitest'
import { ATTACKERS, entropy, guessing } from '../../../src/reliability/calc/secrets.ts'

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

test('powers of two stay finite where the numbers do not', () => {
  const found = guessing(4096, 1e10)
  expect(found.guesses).toBe(Number.POSITIVE_INFINITY)
  expect(found.log2Guesses).toBe(4095)
  expect(found.log2Seconds).toBeCloseTo(4095 - 33.22, 2)
})

test('attackers go from slow to fast', () => {
  const rates = ATTACKERS.map((one) => one.perSecond)
  expect(rates).toEqual(rates.toSorted((a, b) => a - b))
})

test('no characters, no alphabet and no guesses are refused', () => {
  expect(() => entropy(0, 10)).toThrow(RangeError)
  expect(() => entropy(1.5, 10)).toThrow(RangeError)
  expect(() => guessing(10, 0)).toThrow(RangeError)
})
