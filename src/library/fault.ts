// What is wrong with a content file, and where. Faults are collected, so that one run names them all.

export interface Fault {
  readonly file: string
  readonly line: number
  readonly problem: string
}

export type Report = (line: number, problem: string) => void

export const describeFault = (fault: Fault): string => `${fault.file}:${fault.line}: ${fault.problem}`

/** The content can't be used. Carries every fault, not the first. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(
      `${faults.length} fault${faults.length === 1 ? '' : 's'} in the content:\n${faults.map(describeFault).join('\n')}`,
    )
    this.faults = faults
  }
}
