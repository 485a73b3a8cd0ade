// The subcommands, as data: what each is called, takes, does, and what did not come about where it fails.

import { commands } from '../commands/index.ts'
import { ConfigError } from '../config.ts'
import { openLater } from '../store/lazy.ts'
import type { Config } from './open.ts'
import { UsageError } from './usage.ts'

export interface Subcommand {
  readonly usage: string
  readonly about: string
  /** Stands before the reasons. */
  readonly failed: string
  /** Resolves to the exit code. Reads the configuration where it needs it; throws a UsageError for what it does not take. */
  run(rest: readonly string[], read: () => Config): Promise<number>
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  '': {
    usage: '(none)',
    about: 'the adapters that have credentials; the console where none has',
    failed: "Nines can't start",
    async run(_, read) {
      const config = read()
      if (config.slack || config.discord) return (await import('./serve.ts')).serve(config)
      return (await import('./console.ts')).promptAlone(config)
    },
  },
  console: {
    usage: 'console [--jsonl] [--store FILE|:memory:]',
    about: 'a prompt, or one JSON object a line',
    failed: "The console can't be opened",
    run: async (flags, read) => (await import('./console.ts')).openConsole(read(), flags),
  },
  ask: {
    usage: 'ask "<line>"',
    about: 'answers one line and exits: 0, or 2 for a refusal',
    failed: 'The line was not answered',
    async run(words, read) {
      const line = words.join(' ')
      if (line.trim() === '') throw new UsageError('ask needs a line: npm start -- ask "/concept cap"')
      return (await import('./console.ts')).answerLine(read(), line)
    },
  },
  manifest: {
    usage: 'manifest [--http URL [--many]]',
    about: 'the Slack app manifest; --many: for every workspace that installs the app',
    failed: 'The manifest was not written',
    async run(flags, read) {
      const { manifestText } = await import('../../adapters/slack/register.ts')
      const many = flags.includes('--many')
      const [flag, url, ...more] = flags.filter((each) => each !== '--many')
      if (flags.length > 0 && (flag !== '--http' || more.length > 0 || !isBase(url)))
        throw new UsageError(
          'manifest takes --http and the public URL of this bot, such as https://nines.example.org, without "?" or "#"; and --many beside it',
        )
      process.stdout.write(manifestText(commands, read().core.prefix, url, many))
      return 0
    },
  },
  register: {
    usage: 'register',
    about: "uploads Discord's command list where it changed",
    failed: 'The command list was not uploaded',
    async run(rest, read) {
      takesNothing('register', rest)
      const { core, discord } = read()
      if (!discord)
        throw new ConfigError([
          'DISCORD_TOKEN and DISCORD_APPLICATION_ID: both are needed; see docs/install-discord.md',
        ])
      const { uploadCommands } = await import('../../adapters/discord/upload.ts')
      process.stdout.write(`${await uploadCommands(discord, commands, core.prefix)}\n`)
      return 0
    },
  },
  doctor: {
    usage: 'doctor',
    about: 'checks all that the bot needs, and says what to do',
    failed: 'The checks could not be made',
    async run(rest) {
      takesNothing('doctor', rest)
      return (await import('./doctor.ts')).doctor()
    },
  },
  reports: {
    usage: 'reports',
    about: 'what people say is wrong in entries and questions, newest first',
    failed: "The reports can't be read",
    async run(rest, read) {
      takesNothing('reports', rest)
      const { printReports } = await import('../reports.ts')
      const store = openLater(read().store)
      await printReports(await store(), process.stdout)
      await store.close()
      return 0
    },
  },
  backup: {
    usage: 'backup FILE',
    about: 'copies the SQLite store to a file, while the bot runs',
    failed: 'The store was not copied',
    async run([file, ...more], read) {
      if (file === undefined || more.length > 0)
        throw new UsageError('backup needs the file to write: npm start -- backup nines-backup.db')
      const { backupStore } = await import('../store/backup.ts')
      await backupStore(read().store, file)
      process.stdout.write(`Copied to ${file}.\n`)
      return 0
    },
  },
}

function takesNothing(name: string, rest: readonly string[]): void {
  if (rest[0] !== undefined) throw new UsageError(`${name} takes nothing more, and was given "${rest[0]}".`)
}

/** Whether paths can be put behind it: a query or a fragment would swallow them. */
const isBase = (url = ''): boolean => url.startsWith('https://') && !/[?#]/.test(url) && URL.canParse(url)
