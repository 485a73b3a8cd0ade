// The program: finds the subcommand, runs it, and says in words why it failed. This file and its folder alone see both sides, the core
// and the adapters.

import { Unreachable } from './adapter.ts'
import { ConfigError } from './config.ts'
import { createSpeller } from './library/spelling.ts'
import { misspeltVariables, readEnvironment } from './program/open.ts'
import { type Subcommand, subcommands } from './program/subcommands.ts'
import { UsageError, usageOf } from './program/usage.ts'
import { StoreError } from './store/fault.ts'

async function main([name = '', ...rest]: readonly string[]): Promise<number> {
  // This is there for when the environment is wrong.
  if (name === 'help' || name === '--help') {
    process.stdout.write(usageOf(subcommands))
    return 0
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (!subcommand) {
    const [near] = createSpeller(Object.keys(subcommands)).near(name, 1)
    const meant = near ? ` Did you mean ${near.word}?` : ''
    process.stderr.write(`There is no subcommand "${name}".${meant}\n\n${usageOf(subcommands)}`)
    return 1
  }
  // Those are among what it finds.
  if (name !== 'doctor') for (const line of misspeltVariables()) process.stderr.write(`${line}\n`)
  try {
    return await subcommand.run(rest, readEnvironment)
  } catch (error) {
    process.stderr.write(await explain(error, subcommand))
    return 1
  }
}

/** What the operator can mend is told in words; only a fault of ours shows a trace. */
async function explain(error: unknown, { failed, usage, about }: Subcommand): Promise<string> {
  const because = (...reasons: readonly string[]): string =>
    `${failed}:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}\n`
  if (error instanceof UsageError) return `${error.message}\n\n${usageOf({ '': { usage, about } })}`
  if (error instanceof ConfigError) return because(...error.problems)
  if (error instanceof Unreachable || error instanceof StoreError) return because(error.message)
  const { ContentError } = await import('./library/fault.ts')
  if (error instanceof ContentError) return `${error.message}\n`
  const { code, path, message, stack } = error as NodeJS.ErrnoException
  return code !== undefined && path !== undefined ? because(message) : `${stack ?? message}\n`
}

process.exitCode = await main(process.argv.slice(2))
