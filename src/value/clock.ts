// Whose clock a time without a zone is read by: the one that the asker has set, else the one in their profile.

import type { Context } from '../command.ts'

/** The asker's zone; undefined where nobody has told it. */
export const zoneOfAsker = async ({ asker, zones }: Context): Promise<string | undefined> =>
  (await zones.get(asker.workspace, asker.person)) ?? (await asker.zone?.())
