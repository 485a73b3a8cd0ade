// What a benchmark comes to, so that a run of all of them can end in one table.

/** One line of the table. */
export interface Row {
  readonly what: string
  /** With its unit. */
  readonly ours: string
  /** What it is held against, and what that came to in the same run. */
  readonly peer?: string
  /** Ours by the peer's, both in one unit: whether more is better depends on the unit. */
  readonly ratio?: number
  /** How this was made smaller than when the benchmark is run by its name, or what else has to be known. */
  readonly note?: string
}

/** Rows under their heads, every column as wide as its widest cell. Empty cells stay empty; trailing spaces go. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'ours', 'beside it', 'ratio', ''],
    ...rows.map(({ what, ours, peer = '', ratio, note = '' }) => [what, ours, peer, ratio?.toFixed(2) ?? '', note]),
  ]
  const widths = cells.reduce<number[]>(
    (most, line) => line.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  )
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The value below which this share of them lies; 0 where there are none. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(Math.floor(values.length * share), values.length - 1)] ?? 0

export const median = (values: readonly number[]): number => quantile(values, 0.5)
