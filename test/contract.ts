// What every adapter promises, whatever the platform: the same suite runs over the console, over Slack and over Discord, each
// driven through its real SDK. A driver acts as people on the platform and tells what they then see.

import { describe, expect, test } from 'vitest'

export interface SeenButton {
  readonly label: string
  readonly token: string
}

/** Something a person sees after they did something. */
export interface Seen {
  /** `asker`: only the one who acted sees it. `place`: everybody there does. */
  readonly to: 'asker' | 'place'
  /** `replaced`: it took the place of the message that was pressed. `removed`: that message is gone (no text). */
  readonly how: 'posted' | 'replaced' | 'removed' | 'form'
  /** All text shown, without the markup of the platform. */
  readonly text: string
  readonly buttons: readonly SeenButton[]
  /** The fields of a form, by name. */
  readonly fields?: readonly string[]
  /** Opaque: what a driver needs to press a button of this message or to fill this form. */
  readonly handle: unknown
  /** The thread in which it stands, where there is one. */
  readonly thread?: string
}

export interface Driver {
  /** Types a command with its arguments, such as `/concept cap`. */
  command(line: string): Promise<Seen[]>
  /** Says something to the bot in a shared place; `thread` is one that exists already. */
  mention(text: string, thread?: string): Promise<Seen[]>
  /** Says something in a direct message. */
  direct(text: string): Promise<Seen[]>
  press(on: Seen, label: string, by?: string): Promise<Seen[]>
  fill(form: Seen, values: Readonly<Record<string, string>>): Promise<Seen[]>
  /** Uses "Explain terms" on a message with this text. */
  explain(text: string): Promise<Seen[]>
  /** What must not be answered; resolves once an answer would have come. */
  ignored?: {
    fromBot(text: string): Promise<Seen[]>
    fromItself(text: string): Promise<Seen[]>
    toEveryone(text: string): Promise<Seen[]>
    notAddressed(text: string): Promise<Seen[]>
    /** The same message delivered a second time: what is seen after both. */
    twice(text: string): Promise<Seen[]>
  }
  /** Stops the program and starts it again: nothing is kept in memory. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The one thing that is seen. */
function only(seen: readonly Seen[]): Seen {
  expect(seen).toHaveLength(1)
  return seen[0] as Seen
}

const labels = ({ buttons }: Seen): string[] => buttons.map(({ label }) => label)

/** `shares` is false where there is nobody to share with: the console. */
export function adapterContract(
  name: string,
  start: () => Promise<Driver>,
  { shares }: { readonly shares: boolean },
): void {
  describe(`${name} keeps the contract of adapters`, () => {
    const within = (title: string, run: (driver: Driver) => Promise<void>): void => {
      test(title, async () => {
        const driver = await start()
        try {
          await run(driver)
        } finally {
          await driver.stop()
        }
      })
    }

    within('answers a command to the asker alone', async (driver) => {
      const seen = only(await driver.command('/concept cap'))

      expect(seen).toMatchObject({ to: shares ? 'asker' : 'place', how: 'posted' })
      expect(seen.text).toContain('linearizable')
      expect(labels(seen)).toEqual(expect.arrayContaining(['More', 'Sources', 'Copy', ...(shares ? ['Share'] : [])]))
    })

    within('answers a mention where it was said, with all that a command does', async (driver) => {
      const byCommand = only(await driver.command('/concept rto vs rpo'))
      const byMention = only(await driver.mention('rto vs rpo'))

      expect(byMention).toMatchObject({ to: 'place', how: 'posted' })
      expect(byMention.text).toBe(byCommand.text)
    })

    within('answers a direct message', async (driver) => {
      expect(only(await driver.direct('what is a split brain?')).text).toContain('Split brain')
    })

    within('tells errors to the asker alone', async (driver) => {
      const seen = only(await driver.mention('/nines zone Mars/Olympus'))

      expect(seen.to).toBe('asker')
      expect(seen.text).toContain('Mars/Olympus')
    })

    within('replaces a private message when its button is pressed', async (driver) => {
      const card = only(await driver.command('/concept quorum'))
      const more = only(await driver.press(card, 'More'))

      expect(more.how).toBe(shares ? 'replaced' : 'posted')
      expect(more.text).toContain('Trade-offs')
    })

    within('keeps every button working after a restart', async (driver) => {
      const card = only(await driver.command('/concept quorum'))
      await driver.restart()

      expect(only(await driver.press(card, 'Sources')).text).toContain('Gifford')
    })

    within('explains the terms of a message', async (driver) => {
      const seen = only(await driver.explain('after the failover we had a split brain, and the quorum was gone'))

      expect(labels(seen)).toEqual(expect.arrayContaining(['Failover', 'Split brain', 'Quorum']))
    })

    within('asks for what is missing in a form and takes its answer', async (driver) => {
      const opener = only(await driver.command('/nines zone'))
      const form = opener.how === 'form' ? opener : only(await driver.press(opener, 'Set time zone'))
      expect(form.fields).toEqual(['zone'])

      expect(only(await driver.fill(form, { zone: 'europe/berlin' })).text).toContain('Europe/Berlin')
    })

    within('shows as many buttons as the reply has', async (driver) => {
      expect(labels(only(await driver.command('/concept'))).filter((label) => /^\d+ /.test(label))).toHaveLength(15)
    })

    within('injects nothing that a person wrote', async (driver) => {
      const seen = only(await driver.mention('compare cap with @everyone <!channel> <@U1> *x*'))

      expect(seen.text).not.toMatch(/<!channel>|<@/)
    })

    if (!shares) return

    within('shares a private answer once, and lets the sharer alone take it back', async (driver) => {
      const card = only(await driver.command('/concept quorum'))
      const seen = await driver.press(card, 'Share')
      const shared = seen.find(({ to, how }) => to === 'place' && how === 'posted')
      if (!shared) throw new Error('nothing was shared')

      expect(shared.text).toContain('Shared by')
      expect(seen.filter(({ how }) => how === 'removed')).toHaveLength(1)
      expect(only(await driver.press(shared, 'Take back', 'somebody-else')).to).toBe('asker')
      expect(only(await driver.press(shared, 'Take back'))).toMatchObject({ how: 'removed' })
    })

    within('answers the presser alone on a public message', async (driver) => {
      const card = only(await driver.mention('quorum'))

      expect(only(await driver.press(card, 'More'))).toMatchObject({ to: 'asker', how: 'posted' })
    })

    within('answers nobody who did not ask, and everybody once', async (driver) => {
      expect(await driver.ignored?.fromBot('what is a quorum?')).toEqual([])
      expect(await driver.ignored?.fromItself('what is a quorum?')).toEqual([])
      expect(await driver.ignored?.toEveryone('what is a quorum?')).toEqual([])
      expect(await driver.ignored?.notAddressed('what is a quorum?')).toEqual([])
      expect(await driver.ignored?.twice('what is a quorum?')).toHaveLength(1)
    })
  })
}
