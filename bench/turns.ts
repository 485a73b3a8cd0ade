// Ours against bare apps, in rounds that take turns, so that whatever else the machine does meets all of them alike.

import { median, quantile, type Row } from './rows.ts'

export interface Contender {
  readonly name: string
  /** Asks once; resolves with the milliseconds that the answer took. */
  ask(): Promise<number>
}

export interface Turns {
  readonly rounds: number
  readonly roundMs: number
}

/** In full. */
export const TURNS: Turns = { rounds: 6, roundMs: 1500 }
const CONCURRENT = 8

interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

async function round({ ask }: Contender, roundMs: number): Promise<Round> {
  const took: number[] = []
  const started = performance.now()
  const worker = async (): Promise<void> => {
    while (performance.now() - started < roundMs) took.push(await ask())
  }
  await Promise.all(Array.from({ length: CONCURRENT }, worker))
  const perSecond = (took.length * 1000) / (performance.now() - started)
  return { perSecond, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }
}

/** Prints ours and each peer, and gives a row for each peer. Ratios and differences are those of the median round. */
export async function inTurns(
  what: string,
  ours: Contender,
  peers: readonly Contender[],
  { rounds, roundMs }: Turns,
): Promise<readonly Row[]> {
  const all = [ours, ...peers]
  // The first round compiles.
  for (const each of all) await round(each, roundMs)
  const played: (readonly Round[])[] = []
  for (let at = 0; at < rounds; at++) {
    const one: Round[] = []
    for (const each of all) one.push(await round(each, roundMs))
    played.push(one)
  }
  const of = (pick: (mine: Round, its: Round) => number, at: number): number =>
    median(played.flatMap(([mine, ...rest]) => (mine && rest[at] ? [pick(mine, rest[at])] : [])))
  const rate = of((mine) => mine.perSecond, 0)
  console.log(`${what}: ${rate.toFixed(0)} a second (${ours.name})`)
  return peers.map(({ name }, at) => {
    const its = of((_, peer) => peer.perSecond, at)
    const ratio = of((mine, peer) => mine.perSecond / peer.perSecond, at)
    const added = (['p50', 'p99'] as const).map((key) => of((mine, peer) => mine[key] - peer[key], at).toFixed(2))
    console.log(
      `${name}: ${its.toFixed(0)} a second; ratio ${ratio.toFixed(2)}, added p50 ${added[0]} ms, p99 ${added[1]} ms`,
    )
    return {
      what,
      ours: `${rate.toFixed(0)}/s`,
      peer: `${name}: ${its.toFixed(0)}/s`,
      ratio,
      note: `added p50 ${added[0]} ms, p99 ${added[1]} ms`,
    }
  })
}
