// What the forms of /budget have in common: the options that each begins with, what is carried from one to another by a button, and the
// refusal of a target that leaves no budget.

import { type Call, type Context, needed, type Raw } from '../../command.ts'
import { windowButtons } from '../../pages/window-buttons.ts'
import { Refusal } from '../../refusal.ts'
import type { Button } from '../../reply.ts'
import { target } from '../../value/target.ts'
import type { Window } from '../../value/window.ts'

export const goal = needed(target, 'The SLO: 99.9')

/** The target and the window of a call, which every form of /budget takes. */
const carried = (raw: Raw): Raw => ({ target: raw.target ?? '', ...(raw.window && { window: raw.window }) })

/** A call of another form, for the same target over the same window. */
export const sameBudget = (form: string, raw: Raw, more: Raw = {}): Call => ({
  command: 'budget',
  form,
  raw: { ...carried(raw), ...more },
})

/** The same call over other windows. */
export const otherWindows = (context: Context, form: string, raw: Raw, over: Window): (Button | undefined)[] =>
  windowButtons(context, { command: 'budget', form, raw }, over)

/** @param why what a target of 100 % leaves nothing to say about, as the end of a sentence */
export const noBudget = (why: string, example: string): Refusal =>
  new Refusal(
    'no-budget',
    `A target of 100 % has no budget, so ${why}. Expected a target below 100 %; at 100 % every error counts.`,
    example,
  )
