// Which token a post goes out with: the ticker knows the workspace alone, and no event that brought a token along.

import { webApi } from '@slack/bolt'
import type { Posted } from '../../src/adapter.ts'
import { type Installations, NotInstalled } from './installations.ts'

export interface Clients {
  /** Does it as the bot of this workspace. A workspace without the app refuses; one whose token can't be had just now is for later. */
  using(workspace: string | undefined, work: (client: webApi.WebClient) => Promise<Posted>): Promise<Posted>
}

/** The one workspace that the bot's token is for. */
export const oneClient = (client: webApi.WebClient): Clients => ({ using: (_, work) => work(client) })

const PAUSE_SECONDS = 60
/** Refusals of a token that another replica may have exchanged a moment ago. */
const OUTDATED = new Set(['token_revoked', 'token_expired', 'invalid_auth'])

/** Looks the token up for each post, so that it is the newest. */
export function clientsOf(installations: Installations, options: webApi.WebClientOptions): Clients {
  return {
    async using(workspace = '', work) {
      const attempt = async (token: string): Promise<Posted> => work(new webApi.WebClient(token, options))
      try {
        const token = await installations.token(workspace)
        const outcome = await attempt(token)
        if (outcome.outcome !== 'refused' || !OUTDATED.has(outcome.reason)) return outcome
        installations.forget(workspace)
        const newer = await installations.token(workspace)
        // What was refused is not there, so it is not doubled.
        return newer === token ? outcome : await attempt(newer)
      } catch (error) {
        if (error instanceof NotInstalled) return { outcome: 'refused', reason: 'not_installed', place: true }
        return { outcome: 'later', seconds: PAUSE_SECONDS }
      }
    },
  }
}
