// Every lane at once: both engines, both platforms.

import { type Ground, postgresGround, sqliteGround } from '../stores.ts'
import { startPlatforms } from './platform.ts'
import { broken, type Day, type Lane, openLane, type Trial } from './run.ts'

export interface Tally {
  readonly runs: number
  /** Of these, those in which a process was killed. */
  readonly killed: number
  readonly days: readonly Day[]
  readonly broken: readonly string[]
  readonly said: readonly string[]
}

/** Makes runs until a process was killed in so many of them. `trial` draws what happens in a run. */
export async function chaos(kills: number, trial: (seed: string) => Trial): Promise<Tally> {
  const platforms = await startPlatforms()
  const grounds: Ground[] = await Promise.all([sqliteGround(), postgresGround()])
  const lanes: Lane[] = []
  for (const [at, ground] of grounds.entries())
    for (const platform of ['slack', 'discord'] as const)
      lanes.push(
        await openLane({
          name: `lane${lanes.length}`,
          config: await ground.fresh(),
          platform,
          replicas: at === 0 ? 1 : 3,
          platforms,
        }),
      )
  const days: Day[] = []
  const wrong: string[] = []
  let runs = 0
  let killed = 0
  try {
    await Promise.all(
      lanes.map(async (lane) => {
        while (killed < kills) {
          const seed = `run${++runs}`
          const made = trial(seed)
          const run = await lane.run(made, seed)
          if (run.killed) killed++
          for (const day of run.days) {
            days.push(day)
            const problem = broken(day)
            if (problem !== undefined)
              wrong.push(`${seed} on ${day.engine}, ${day.platform}, ${JSON.stringify(made)}: ${problem}`)
          }
        }
      }),
    )
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()))
    await platforms.close()
    await Promise.all(grounds.map((ground) => ground.end()))
  }
  return { runs, killed, days, broken: wrong, said: lanes.flatMap(({ said }) => said) }
}

/** What became of the days, in lines. */
export function told({ runs, killed, days }: Tally): string {
  const count = (some: readonly Day[]) =>
    Object.entries(Object.groupBy(some, ({ state, visible }) => `${state}${visible ? '' : ' (nothing there)'}`))
      .map(([name, each]) => `${each?.length} ${name}`)
      .join(', ')
  return [
    `${runs} runs, a process killed in ${killed}; ${days.length} days of a place`,
    ...(['sqlite', 'postgres'] as const).flatMap((engine) =>
      (['slack', 'discord'] as const).map((platform) => {
        const own = days.filter((day) => day.engine === engine && day.platform === platform)
        const loud = own.filter(({ quiet }) => !quiet)
        return `${engine}, ${platform}: with kills and faults ${count(loud)}; the day after ${count(own.filter(({ quiet }) => quiet))}`
      }),
    ),
    `most posts on one day: ${Math.max(0, ...days.map(({ visible }) => visible))}`,
  ].join('\n')
}
