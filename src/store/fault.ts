// What may be wrong with the store, as the rest of the program tells it apart: what an operator can mend, what comes and goes, and
// what is a fault of ours. The last keeps the error of its database.

/** The store can't be used. The message says what is wrong and what to do, and holds no password. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** The store did not do what it was asked, for a reason outside the program: it is gone, locked, full, or can't be written. */
export class StoreLost extends Error {
  override readonly name = 'StoreLost'
  /** What the database said. */
  readonly original: unknown

  constructor(original: unknown) {
    super(original instanceof Error ? original.message : String(original), { cause: original })
    this.original = original
  }
}

/** Whether what is kept can't be had just now: nothing that asking otherwise would change. */
export const isOff = (error: unknown): boolean => error instanceof StoreError || error instanceof StoreLost

/**
 * Primary codes of https://sqlite.org/rescode.html for a statement that is wrong in itself: ERROR, CONSTRAINT, MISMATCH, MISUSE, RANGE.
 */
const SQLITE_OURS = new Set([1, 19, 20, 21, 25])
/** Classes of https://www.postgresql.org/docs/current/errcodes-appendix.html likewise: data, integrity, syntax and access. */
const SQLSTATE_OURS = /^(?:22|23|42)[0-9A-Z]{3}$/

/** True where the program asked for what can't be, and not the database failed. */
function isOurs(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true
  const { errcode, code } = (error ?? {}) as { readonly errcode?: unknown; readonly code?: unknown }
  if (typeof errcode === 'number') return SQLITE_OURS.has(errcode & 0xff)
  return typeof code === 'string' && SQLSTATE_OURS.test(code)
}

type Methods = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>

/** The same methods; where the database fails they throw a StoreLost, and everything else as it is. */
export function tellingLoss<M extends object>(methods: M): M {
  const told = Object.entries(methods as Methods).map(([name, method]) => [
    name,
    async (...given: never[]) => {
      try {
        return await method.apply(methods, given)
      } catch (error) {
        throw isOff(error) || isOurs(error) ? error : new StoreLost(error)
      }
    },
  ])
  return Object.fromEntries(told) as M
}
