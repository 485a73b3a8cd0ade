// Kinds of value that may be written in words ("hourly", "no data loss"), or that are followed by words which belong to them
// ("2 % a year").

import type { Kind, Spot } from '../command.ts'

/** The same kind, whose value may be followed by words that say nothing more: they are taken with it. */
export const followed = <T>(kind: Kind<T>, tail: RegExp): Kind<T> => ({
  ...kind,
  spot: (passage): readonly Spot[] =>
    (kind.spot?.(passage) ?? []).map((spot) => {
      const more = tail.exec(passage.text.slice(spot.to))
      return more?.index === 0 ? { ...spot, to: spot.to + more[0].length } : spot
    }),
})

/** The same kind, for "two of 1 billion" too, where it is the whole that counts. */
export const ofWhole = <T>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  spot(passage): readonly Spot[] {
    const found = passage.quantities.find((each) => each.kind === 'of' && each.part.n <= 2n)
    const [, whole] = (found && /\sof\s(?:(?:the|all|our|my|these)\s)*(.+)$/iu.exec(found.text)) ?? []
    return found && whole !== undefined
      ? [{ from: found.from, to: found.to, text: whole }]
      : (kind.spot?.(passage) ?? [])
  },
})

/** The same kind, for numbers that are written in digits or as large ones: "until two are the same" counts nothing. */
export const inDigits = <T>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  spot: (passage): readonly Spot[] =>
    kind.spot?.({
      ...passage,
      quantities: passage.quantities.filter(({ text }) => /\d|hundred|thousand|million|billion/i.test(text)),
    }) ?? [],
})

const LARGE: Readonly<Record<string, number>> = { trillion: 12, quadrillion: 15 }
const LARGE_NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,])(\d{1,6}(?:\.\d{1,6})?|an?|one) (${Object.keys(LARGE).join('|')})s?(?!\p{L})`,
  'iu',
)

/** The same kind, for "1 trillion" and "a quadrillion" too. */
export const inTrillions = <T>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  spot(passage): readonly Spot[] {
    const match = LARGE_NUMBER.exec(passage.text)
    if (!match) return kind.spot?.(passage) ?? []
    const [said, count = '', scale = ''] = match
    const text = `${/\d/.test(count) ? count : '1'}e${LARGE[scale.toLowerCase()] ?? 0}`
    return [{ from: match.index, to: match.index + said.length, text }]
  },
})

/** The same kind, which may also be written in words: each pattern stands for the text beside it. */
export const worded = <T>(kind: Kind<T>, words: readonly (readonly [RegExp, string])[]): Kind<T> => ({
  ...kind,
  read: (text, context) => kind.read(words.find(([pattern]) => whole(pattern).test(text))?.[1] ?? text, context),
  spot(passage): readonly Spot[] {
    const found = words.flatMap(([pattern, text]): Spot[] => {
      const match = pattern.exec(passage.text)
      return match ? [{ from: match.index, to: match.index + match[0].length, text }] : []
    })
    const [first] = found.sort((a, b) => a.from - b.from)
    return first ? [first] : (kind.spot?.(passage) ?? [])
  },
})

const whole = (pattern: RegExp): RegExp => new RegExp(`^\\s*(?:${pattern.source})\\s*$`, pattern.flags)
