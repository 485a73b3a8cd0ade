// What people type is read as it looks: nothing that can't be seen takes part.

import { describe, expect, test } from 'vitest'
import { clean } from '../src/clean.ts'

const named = (codes: readonly number[]): [string, number][] =>
  codes.map((code) => [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, code])

describe('what can not be seen is dropped', () => {
  test.each(
    named([
      0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x180e, 0x200b, 0x200e, 0x202e, 0x2060, 0x2800, 0x3164, 0xfeff, 0xffa0,
      0xfff9, 0xe0000, 0xe0001, 0xe0020, 0xe0041, 0xe007f,
    ]),
  )('%s', (_, code) => {
    expect(clean(`quo${String.fromCodePoint(code)}rum`)).toBe('quorum')
    expect(clean(String.fromCodePoint(code))).toBe('')
  })
})

test('a flag that is written with tags keeps the black flag that it begins with', () => {
  expect(clean('\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 99.9')).toBe('\u{1f3f4} 99.9')
})

test('what joins letters, and what gives an emoji its colours, stays', () => {
  for (const text of ['\u0644\u200c\u0627', '\u{1f469}\u200d\u{1f4bb}', '\u26a0\ufe0f', '한국어'])
    expect(clean(text)).toBe(text)
})

test('an accent is put onto its letter, whatever stood between', () => {
  for (const between of ['', '\u034f', '\u200b']) expect(clean(`e${between}\u0301`)).toBe('\u00e9')
})
