// A pattern that is compiled when it is first asked for. There are some three hundred, each long and over all of Unicode; to compile
// them at the start would take a fifth of it, and most answers need none.

export type Lazy = () => RegExp

export function lazy(source: string, flags: string): Lazy {
  let pattern: RegExp | undefined
  return () => {
    pattern ??= new RegExp(source, flags)
    return pattern
  }
}
