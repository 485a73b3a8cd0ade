// What an operator can mend about the store. Every other error of a database is passed on as it is.

/** The store can't be used. The message says what is wrong and what to do, and holds no password. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
