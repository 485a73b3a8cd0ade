// What the gateway tells may be nothing that the SDK can read. It (discord.js 14.28.1) lets go of the promise in which it tries, so that
// one such packet would end the process.

import type { Client } from 'discord.js'

type Handle = (...given: unknown[]) => unknown

/** From here on a packet that can't be read is passed over; `onProblem` hears of it. */
export function guardPackets(client: Client, onProblem: (error: unknown) => void): void {
  const manager = client.ws as unknown as { handlePacket: Handle }
  const handle = manager.handlePacket.bind(manager)
  manager.handlePacket = (...given) => {
    try {
      return handle(...given)
    } catch (error) {
      onProblem(error)
      return false
    }
  }
}
