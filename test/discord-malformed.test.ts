// What the gateway tells may lack anything: what can't be read is logged, and the next is answered.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from './discord/check.ts'
import * as people from './discord/people.ts'
import { makeProgram } from './discord/program.ts'
import { startDiscord } from './discord/server.ts'
import { ADA, CHANNEL, GUILD, interaction, written } from './discord/world.ts'
import { oddly, RUNS } from './odd.ts'

const pressed = (): Json =>
  interaction(3, { custom_id: '1:concept.show?term=quorum', component_type: 2, id: 1 }, ADA, {
    message: written(ADA, 'x', CHANNEL),
  })
const filled = (): Json => people.fill({ custom_id: '1:nines.zone' }, { zone: 'Europe/Berlin' }, undefined)

const TOLD: readonly (readonly [t: string, make: () => Json])[] = [
  ['INTERACTION_CREATE', () => people.command('/concept cap')],
  ['INTERACTION_CREATE', () => people.complete('/concept', 'quo')],
  ['INTERACTION_CREATE', pressed],
  ['INTERACTION_CREATE', filled],
  ['INTERACTION_CREATE', () => people.explain('a quorum')],
  ['MESSAGE_CREATE', () => people.mention('quorum')],
  ['CHANNEL_DELETE', () => ({ id: '1180000000000000999', type: 0, guild_id: GUILD })],
]

const odd = fc.constantFrom(...TOLD).chain(([t, make]) => oddly(make()).map((d) => ({ t, d: d as Json })))

test('anything odd in any place of what the gateway tells is survived, and the next is answered', async () => {
  const discord = await startDiscord()
  const { adapter, problems } = await makeProgram(discord)
  await adapter.start()
  const answered = async (): Promise<void> => {
    const before = discord.effects.length
    discord.deliver('INTERACTION_CREATE', people.command('/concept cap'))
    await discord.seen(before + 1)
    await discord.settle()
  }

  for (const without of ['data', 'type', 'user', 'member', 'channel', 'guild_id', 'id', 'token'])
    discord.gateway.dispatch('INTERACTION_CREATE', { ...people.command('/concept cap'), [without]: null })
  await answered()
  expect(problems).not.toEqual([])

  await fc.assert(
    fc.asyncProperty(odd, async ({ t, d }) => {
      discord.gateway.dispatch(t, d)
    }),
    { numRuns: RUNS },
  )
  await answered()
  await adapter.stop()
  // Where an id was odd, so is the address that the answer was sent to.
  await discord.stop().catch(() => {})
})
