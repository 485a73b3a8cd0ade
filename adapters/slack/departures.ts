// The app, or a token of it, was taken out: of a channel, a workspace, an organisation. What is kept of it goes.

import type { App, Middleware, SlackEventMiddlewareArgs } from '@slack/bolt'
import type { Claims } from '../../src/claims.ts'
import type { Leaving } from '../../src/leaving.ts'
import type { Install } from './install.ts'
import { readLeft, workspaceOf } from './read.ts'

const LEFT = ['channel_left', 'group_left', 'channel_deleted', 'group_deleted'] as const

/** `install` where the app is in many workspaces: then each has tokens, which go with the rest. */
export function letGo(app: App, leaving: Leaving | undefined, install: Install | undefined, claims: Claims): void {
  /** An event that Slack repeats late would end what has begun anew meanwhile. */
  const once: Middleware<SlackEventMiddlewareArgs> = async ({ body, next }) => {
    if (await claims.claim(`slack/${body.event_id}`, Temporal.Now.instant())) await next()
  }

  for (const event of LEFT) {
    app.event(event, once, async ({ event: left, body }) => {
      const { workspace, place } = readLeft(left, body)
      await leaving?.place(workspace, place)
    })
  }
  if (!install) {
    app.event('app_uninstalled', once, async ({ body }) => leaving?.workspace(workspaceOf(body.team_id)))
    return
  }
  app.event('app_uninstalled', once, ({ body, context }) => install.removed(body, context.isEnterpriseInstall))
  app.event('tokens_revoked', once, async ({ event, body, context }) => {
    // Tokens of people are none of ours: the app asks for none.
    if ((event.tokens.bot ?? []).length > 0) await install.removed(body, context.isEnterpriseInstall)
  })
  app.event('team_access_revoked', once, ({ event }) => install.withdrawn(event.team_ids))
}
