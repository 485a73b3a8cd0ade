// Whose clock a time without a zone is read by: the one that the asker has set, else the one in their profile.

import type { Context } from '../command.ts'

/** Looked up once for an answer, however many values of it ask. */
const asked = new WeakMap<Context, Promise<string | undefined>>()

/** The asker's zone; undefined where nobody has told it. */
export function zoneOfAsker(context: Context): Promise<string | undefined> {
  const { asker, zones } = context
  const found =
    asked.get(context) ?? zones.get(asker.workspace, asker.person).then(async (zone) => zone ?? (await asker.zone?.()))
  asked.set(context, found)
  return found
}
