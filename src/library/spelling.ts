// Which known word a mistyped one stands for: optimal string alignment distance (a swap of neighbours counts one), bounded.
// A length bucket and a bit mask of the letters keep it to microseconds a word. (The distance: Damerau 1964; the
// bounded, restricted form is the classic dynamic programme.)

/** Distance between two words; `most + 1` as soon as it is certain to be above `most`. Lengths count UTF-16 units. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1))
      if (
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      ) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = above
    above = row
  }
  return above[b.length] ?? most + 1
}

/** How many slips are forgiven in a word of this length. */
export const slips = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3)

export interface Near {
  readonly word: string
  readonly distance: number
}

export interface Speller {
  /** The closest known words, best first, at most `count`; the word itself where it is known. */
  near(word: string, count: number): readonly Near[]
}

export function createSpeller(known: Iterable<string>): Speller {
  const buckets = new Map<number, { word: string; mask: number }[]>()
  const all = new Set(known)
  for (const word of all) {
    const bucket = buckets.get(word.length)
    const entry = { word, mask: letters(word) }
    if (bucket) bucket.push(entry)
    else buckets.set(word.length, [entry])
  }
  return {
    near(word, count) {
      if (all.has(word)) return [{ word, distance: 0 }]
      const most = slips(word.length)
      const mask = letters(word)
      const out: Near[] = []
      for (let length = word.length - most; length <= word.length + most; length++) {
        for (const entry of buckets.get(length) ?? []) {
          // Each slip changes at most two letters of the set.
          if (ones(entry.mask ^ mask) > 2 * most) continue
          const away = distance(word, entry.word, most)
          if (away <= most) out.push({ word: entry.word, distance: away })
        }
      }
      const shared = (other: string): number => (other[0] === word[0] ? 0 : 1)
      return out
        .sort(
          (a, b) =>
            a.distance - b.distance ||
            shared(a.word) - shared(b.word) ||
            a.word.length - b.word.length ||
            (a.word < b.word ? -1 : 1),
        )
        .slice(0, count)
    },
  }
}

const letters = (word: string): number => {
  let mask = 0
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) % 31)
  return mask
}

function ones(bits: number): number {
  let left = bits
  let count = 0
  while (left !== 0) {
    left &= left - 1
    count++
  }
  return count
}
