// The index as it is kept: which documents hold a word, in which field and how often.
//
// A document is kept as a whole and each line of it once more as a document of its own. All of it is flat arrays of numbers: ten
// thousand entries make millions of postings, which as objects would take gigabytes, and seconds to load.

export const FIELDS = ['name', 'asked', 'words', 'looks', 'core', 'body', 'line'] as const
export type Field = (typeof FIELDS)[number]

export interface Document {
  readonly key: string
  /** The terms of each field, in order; a field that is left out counts as absent. */
  readonly fields: Readonly<Partial<Record<Field, readonly string[]>>>
  readonly lines: readonly (readonly string[])[]
}

/** The index as plain data: strings and numbers that can be written down as they are. */
export interface Packed {
  readonly keys: readonly string[]
  readonly terms: readonly string[]
  /** How many documents, lines apart, hold each term. */
  readonly frequency: Uint32Array
  /** Where the postings of each field of each term begin, and where the last end. */
  readonly starts: Uint32Array
  readonly documents: Uint32Array
  readonly counts: Uint16Array
  /** By document: the number among `keys` of what it is, or of what it is a line of. */
  readonly owners: Uint32Array
  /** By key: the number of its whole document. Its lines follow it. */
  readonly wholes: Uint32Array
  /** The different terms in each field of each document. */
  readonly lengths: Uint16Array
  /** The mean of those, by field. */
  readonly means: readonly number[]
}

const EMPTY: Packed = {
  keys: [],
  terms: [],
  frequency: new Uint32Array(),
  starts: new Uint32Array(1),
  documents: new Uint32Array(),
  counts: new Uint16Array(),
  owners: new Uint32Array(),
  wholes: new Uint32Array(),
  lengths: new Uint16Array(),
  means: FIELDS.map(() => 0),
}

/** The index with these documents added after those that it holds. Keys are unique; the caller sees to it. */
export function pack(added: readonly Document[], before: Packed = EMPTY): Packed {
  const numbers = new Map(before.terms.map((term, at) => [term, at]))
  const terms = [...before.terms]
  const frequency: number[] = [...before.frequency]
  /** By term and field: document, count, document, count ... */
  const fresh: number[][] = []
  const owners: number[] = []
  const wholes: number[] = []
  const lengths: number[] = []
  const means = [...before.means]
  const put = (fields: Document['fields'], owner: number): Set<number> => {
    const document = before.owners.length + owners.length
    const own = new Set<number>()
    FIELDS.forEach((name, field) => {
      const list = fields[name]
      const counted = new Map<number, number>()
      for (const term of list ?? []) {
        let number = numbers.get(term)
        if (number === undefined) {
          number = terms.length
          numbers.set(term, number)
          terms.push(term)
          frequency.push(0)
        }
        counted.set(number, (counted.get(number) ?? 0) + 1)
      }
      for (const [number, count] of counted) {
        const slot = number * FIELDS.length + field
        const postings = fresh[slot]
        if (postings) postings.push(document, count)
        else fresh[slot] = [document, count]
        own.add(number)
      }
      lengths.push(counted.size)
      // A running mean over all documents: one without the field leaves it as it is.
      if (list) means[field] = ((means[field] ?? 0) * document + counted.size) / (document + 1)
    })
    owners.push(owner)
    return own
  }
  added.forEach(({ fields, lines }, at) => {
    const owner = before.keys.length + at
    wholes.push(before.owners.length + owners.length)
    for (const number of put(fields, owner)) frequency[number] = (frequency[number] ?? 0) + 1
    for (const line of lines) put({ line }, owner)
  })
  return {
    ...merged(before, fresh, terms.length * FIELDS.length),
    keys: [...before.keys, ...added.map(({ key }) => key)],
    terms,
    frequency: Uint32Array.from(frequency),
    owners: Uint32Array.from([...before.owners, ...owners]),
    wholes: Uint32Array.from([...before.wholes, ...wholes]),
    lengths: Uint16Array.from([...before.lengths, ...lengths]),
    means,
  }
}

/** The postings of before and, behind them in each slot, the new ones. */
function merged(
  before: Packed,
  fresh: readonly (number[] | undefined)[],
  slots: number,
): Pick<Packed, 'starts' | 'documents' | 'counts'> {
  const size = fresh.reduce((sum, each) => sum + (each ? each.length / 2 : 0), before.documents.length)
  const starts = new Uint32Array(slots + 1)
  const documents = new Uint32Array(size)
  const counts = new Uint16Array(size)
  let at = 0
  for (let slot = 0; slot < slots; slot++) {
    starts[slot] = at
    const from = before.starts[slot] ?? 0
    const to = before.starts[slot + 1] ?? from
    for (let i = from; i < to; i++) {
      documents[at] = before.documents[i] ?? 0
      counts[at++] = before.counts[i] ?? 0
    }
    const postings = fresh[slot] ?? []
    for (let i = 0; i < postings.length; i += 2) {
      documents[at] = postings[i] ?? 0
      counts[at++] = postings[i + 1] ?? 0
    }
  }
  starts[slots] = at
  return { starts, documents, counts }
}
