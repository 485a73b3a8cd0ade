// What the forms of the quiz share: the way to what is kept, who may change a schedule, and what people are called.

import type { Asker, Context } from '../../command.ts'
import { within } from '../../deadline.ts'
import type { Quiz } from '../../quiz/service.ts'
import type { Setting } from '../../quiz/settings.ts'
import { Refusal } from '../../refusal.ts'

/** Platforms wait three seconds for an answer. */
const PATIENCE_MS = 1800
/** What a platform is asked besides. */
const ASIDE_MS = 900

/** Uses what is kept. Throws a Late where that takes longer than somebody waits, and what the store throws. */
export const kept = <T>({ quiz }: Context, use: (quiz: Quiz) => Promise<T>): Promise<T> =>
  within(PATIENCE_MS, quiz().then(use))

/** The workspace and place of the asker, for the schedule. */
export const where = ({ workspace, place }: Asker) => ({ workspace, place })

const orNothing = async <T>(work: Promise<T> | undefined): Promise<T | undefined> => {
  try {
    return work && (await within(ASIDE_MS, work))
  } catch {
    return undefined
  }
}

/** Throws a Refusal where somebody else set the schedule and the asker is no manager. */
export async function mayChange({ asker }: Context, setting: Pick<Setting, 'setBy'> | undefined): Promise<void> {
  if (!setting || setting.setBy === '' || setting.setBy === asker.person || asker.manager) return
  if (await orNothing(asker.manages?.())) return
  const names = await namesOf(asker, [setting.setBy])
  const who = names.get(setting.setBy) ?? 'somebody else'
  throw new Refusal(
    'not-yours',
    `The daily question here was set by ${who}: only they, or who manages this workspace, may change it.`,
    '/quiz show',
  )
}

/** What people are called, as far as that is known. */
export async function namesOf(asker: Asker, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = people.length > 0 ? await orNothing(asker.names?.(people)) : undefined
  return new Map([...(found ?? []), ...(asker.name !== '' ? [[asker.person, asker.name] as const] : [])])
}

/** What keeps the bot from posting here, and what to do about it. */
export const barredHere = ({ asker }: Context): Promise<string | undefined> => orNothing(asker.barred?.())
