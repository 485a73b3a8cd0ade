// Rounds: nothing comes again until all the rest has come.
//
// A round is read from the history alone, so nothing has to be kept beside it, and questions may be added or taken away at any
// time: what is new joins the round that is running.

/**
 * Which of `all` may come next, given what was used, oldest first. Never empty unless `all` is.
 *
 * What was used in the running round is left out; something asked twice in it counts once. So is the half of `all` that was used last, so that the end of a round and the
 * beginning of the next do not repeat each other. Ids in `used` that are not in `all` are passed over.
 */
export function unused(all: readonly string[], used: readonly string[]): readonly string[] {
  const allowed = new Set(all)
  const history = used.filter((id) => allowed.has(id))
  const round = new Set<string>()
  for (const id of history) {
    round.add(id)
    if (round.size === allowed.size) round.clear()
  }
  const open = [...allowed].filter((id) => !round.has(id))
  const recent = latest(history, Math.floor(allowed.size / 2))
  const rested = open.filter((id) => !recent.has(id))
  return rested.length > 0 ? rested : open
}

/** The `count` different ids that were used last. */
function latest(history: readonly string[], count: number): ReadonlySet<string> {
  const out = new Set<string>()
  for (let at = history.length - 1; at >= 0 && out.size < count; at--) out.add(history[at] ?? '')
  return out
}
