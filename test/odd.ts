// Payloads with something odd in one place: what is missing, null, empty or of another type.

import fc from 'fast-check'

export const ODD = [undefined, null, [], [null], [[]], {}, '', 'x', 0, 99, true, { id: null }] as const

/** The ways to all that stands in a body, and to the body itself. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]]
  return [[...path], ...Object.entries(value).flatMap(([name, each]) => pathsOf(each, [...path, name]))]
}

function replaced(body: unknown, [first, ...rest]: readonly string[], odd: unknown): unknown {
  if (first === undefined) return odd
  if (Array.isArray(body)) return body.map((each, at) => (String(at) === first ? replaced(each, rest, odd) : each))
  const fields = body as Readonly<Record<string, unknown>>
  return { ...fields, [first]: replaced(fields[first], rest, odd) }
}

/** The body with something odd in one place of it, or in its place. */
export const oddly = (body: unknown): fc.Arbitrary<unknown> =>
  fc
    .record({ path: fc.constantFrom(...pathsOf(body)), odd: fc.constantFrom(...ODD) })
    .map(({ path, odd }) => replaced(body, path, odd))

/** How many to try. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 150)
