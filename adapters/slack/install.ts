// Many workspaces: how the app gets into one (OAuth v2, at /slack/install) and out of it again.

import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type HTTPReceiverOptions, webApi } from '@slack/bolt'
import { z } from 'zod'
import { createSeal } from '../../src/seal.ts'
import type { Store } from '../../src/store/store.ts'
import type { OAuthMode } from './config.ts'
import { createInstallations, type Installations } from './installations.ts'
import { INSTALL_PATH, REDIRECT_PATH, SCOPES } from './register.ts'
import { createRotation } from './rotation.ts'

/** What the receiver needs to serve installations. */
export type InstallOptions = Pick<
  HTTPReceiverOptions,
  'clientId' | 'clientSecret' | 'stateSecret' | 'scopes' | 'installationStore' | 'installerOptions'
>

export interface Install {
  readonly options: InstallOptions
  readonly installations: Installations
  /** The app was taken out of a workspace or an organisation: all that is kept of it goes. */
  removed(body: unknown, org: boolean): Promise<void>
  /** An organisation took the app out of some of its workspaces: all that is kept of these goes. */
  withdrawn(teams: readonly string[]): Promise<void>
  /** Resolves once no token is being exchanged. */
  idle(): Promise<void>
}

export interface Parts {
  readonly mode: OAuthMode
  readonly apiUrl: string
  readonly clientOptions: webApi.WebClientOptions
  readonly store: (() => Promise<Store>) | undefined
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void
}

const REMOVE_TRIES = 6

const envelope = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
})

export function createInstall({ mode, apiUrl, clientOptions, store, log }: Parts): Install {
  if (!store) throw new TypeError('many workspaces need a store for their tokens')
  const { clientId, clientSecret, stateSecret, keys } = mode
  const now = (): number => Temporal.Now.instant().epochMilliseconds
  const seal = createSeal(keys)
  const client = new webApi.WebClient(undefined, clientOptions)
  const rotation = createRotation({ store, seal, client, clientId, clientSecret, log, now })
  const installations = createInstallations({ store, seal, rotation, now })

  return {
    installations,
    idle: () => rotation.idle(),

    options: {
      clientId,
      clientSecret,
      stateSecret,
      scopes: [...SCOPES],
      installationStore: installations,
      installerOptions: {
        installPath: INSTALL_PATH,
        redirectUriPath: REDIRECT_PATH,
        stateVerification: true,
        clientOptions,
        // Where the API is another than usual, so is the page that asks for consent.
        authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
        callbackOptions: {
          failure(error, _, __, response) {
            log('warn', `an installation failed (${error.code})`, error)
            failed(response, error.code)
          },
        },
      },
    },

    async removed(body, org) {
      const { team_id, enterprise_id } = envelope.parse(body)
      const query = {
        teamId: team_id ?? undefined,
        enterpriseId: enterprise_id ?? undefined,
        isEnterpriseInstall: org,
      }
      await insisting(() => installations.deleteInstallation(query))
    },

    withdrawn: (teams) => insisting(() => installations.withdraw(teams)),
  }
}

/** Slack was told already that the event has arrived, so it will not come again. */
async function insisting(remove: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await remove()
    } catch (error) {
      if (tries === REMOVE_TRIES) throw error
      await pause(200 * 2 ** tries)
    }
  }
}

/** `code` is the SDK's own word. An installation that was begun in Slack's administration brings no state, and is begun again here. */
function failed(response: ServerResponse, code: string): void {
  response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><meta charset="utf-8"><title>Nines</title><h1>Nines was not installed</h1><p>${code.replace(/\W/g, ' ')}</p>` +
      `<p><a href="${INSTALL_PATH}">Begin again</a></p>`,
  )
}
