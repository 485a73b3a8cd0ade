// Ends all of it, within a time: what hangs is named and left, so that the rest can be closed.

import { Late, within } from '../deadline.ts'

/** All steps at once. Never throws; `onProblem` hears of what failed or did not end within `ms` milliseconds. */
export async function endAll(
  ms: number,
  steps: Readonly<Record<string, () => Promise<unknown>>>,
  onProblem: (message: string, error?: unknown) => void,
): Promise<void> {
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
