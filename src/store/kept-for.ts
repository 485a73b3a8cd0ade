// How long what goes by itself is kept, in milliseconds.

/** A call that does not fit a button, after it was last kept or looked for: ninety days. */
export const CALLS_KEPT_MS = 90 * 86_400_000
/** The claim on a delivery: a day, longer than any platform repeats one. */
export const CLAIMS_KEPT_MS = 86_400_000
