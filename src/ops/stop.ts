// Ends all of it, within a time: what hangs is named and left, so that the rest can be closed.

import { Late, within } from '../deadline.ts'

/** For how many milliseconds a stop waits for what is in flight. With what follows that is well under the ten seconds that operators give. */
export const DRAIN_MS = 7000
/** For files and ports, likewise. */
const CLOSE_MS = 700

type Step = () => Promise<unknown>
type OnProblem = (message: string, error?: unknown) => void

/** All steps at once. Never throws; `onProblem` hears of what failed or did not end within `ms` milliseconds. */
export async function endAll(ms: number, steps: Readonly<Record<string, Step>>, onProblem: OnProblem): Promise<void> {
  await Promise.all(
    Object.entries(steps).map(async ([name, step]) => {
      try {
        await within(ms, Promise.try(step))
      } catch (error) {
        if (error instanceof Late) onProblem(`${name} did not end within ${ms / 1000} s`)
        else onProblem(`${name} failed to end`, error)
      }
    }),
  )
}

/** `first` is what takes in and sends, `then` what that stands on. The process ends soon afterwards, whatever still hangs. */
export async function shutDown(
  first: Readonly<Record<string, Step>>,
  then: Readonly<Record<string, Step>>,
  onProblem: OnProblem,
): Promise<void> {
  await endAll(DRAIN_MS, first, onProblem)
  await endAll(CLOSE_MS, then, onProblem)
  // Nothing waits for this, so a program with nothing left to do is gone before.
  setTimeout(() => process.exit(), CLOSE_MS).unref()
}
