// The program as it runs against the server: a real bot behind the real adapter, with a real discord.js client.

import { createDiscordAdapter } from '../../adapters/discord/index.ts'
import type { Adapter } from '../../src/adapter.ts'
import type { Bot } from '../../src/bot.ts'
import { type Claims, createClaims } from '../../src/claims.ts'
import type { Leaving } from '../../src/leaving.ts'
import { openBot } from '../world.ts'
import { type Discord, startDiscord } from './server.ts'
import { APPLICATION, TOKEN } from './world.ts'

export interface Problem {
  readonly level: 'warn' | 'error'
  readonly message: string
  readonly error: unknown
}

export interface Program {
  readonly bot: Bot
  readonly adapter: Adapter
  /** What was logged. */
  readonly problems: readonly Problem[]
}

export interface With {
  readonly bot?: Bot
  readonly claims?: Claims
  readonly leaving?: Leaving
  readonly onLimited?: () => void
  readonly readyMs?: number
  readonly token?: string
  readonly prefix?: string
}

export const configFor = ({ url }: Pick<Discord, 'url'>, token = TOKEN) => ({
  token,
  applicationId: APPLICATION,
  apiUrl: url,
})

/** Not started yet. */
export async function makeProgram(discord: Pick<Discord, 'url'>, given: With = {}): Promise<Program> {
  const { token = TOKEN, prefix = '', claims = createClaims() } = given
  const bot = given.bot ?? (await openBot({ prefix }))
  const problems: Problem[] = []
  const adapter = createDiscordAdapter({
    bot,
    config: configFor(discord, token),
    prefix,
    claims,
    ...(given.leaving && { leaving: given.leaving }),
    ...(given.onLimited && { onLimited: given.onLimited }),
    ...(given.readyMs !== undefined && { readyMs: given.readyMs }),
    log: (level, message, error) => problems.push({ level, message, error }),
  })
  return { bot, adapter, problems }
}

/** Throws the first failure that was logged: the answer to it never came. */
export function unfailing({ problems }: Program): void {
  const failure = problems.find(({ level }) => level === 'error')
  if (failure) throw new Error(failure.message, { cause: failure.error })
}

export interface Running extends Program, AsyncDisposable {
  readonly discord: Discord
}

/** A server and a program that is connected to it; both end with the block, which fails on what the server complains of or the program logs. */
export async function running(given: With = {}): Promise<Running> {
  const discord = await startDiscord()
  const program = await makeProgram(discord, given)
  await program.adapter.start()
  return {
    ...program,
    discord,
    async [Symbol.asyncDispose]() {
      await program.adapter.stop()
      await discord.stop()
      unfailing(program)
    },
  }
}
