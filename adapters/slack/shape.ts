// Which bodies are worked on. A signature says who has sent a body, and not what it is: Bolt (5.1.0) reads fields of what may be null,
// and leaves a request that nobody listens to open until Slack hangs up. So what is of no kind that this app listens to, or lacks
// what is read of its kind, is refused before Bolt sees it.

import { z } from 'zod'
import { action, command, shortcut, submission } from './read.ts'
import { EXPLAIN } from './register.ts'
import { FORM_VIEW } from './views.ts'

type Fields = Readonly<Record<string, unknown>>

/** Buttons of ours, in whichever message or view. */
export const BUTTONS = /^nines:/

/** Somebody or some place: the id, or a thing that has it. */
const reference = z.union([z.string(), z.object({ id: z.string() })]).optional()
const event = z.object({
  event: z.object({
    type: z.string(),
    user: reference,
    channel: reference,
    item: z.object({}).optional(),
    subteam: z.object({}).optional(),
  }),
  authorizations: z.array(z.object({})).nullish(),
})

/** Whoever does something belongs to a workspace, which stands beside them, or with them where the app is an organisation's. */
const outer = z
  .object({
    team: z.object({ id: z.string() }).nullish(),
    user: z.object({ team_id: z.string().optional() }),
    enterprise: z.object({}).nullish(),
    response_urls: z.array(z.object({})).optional(),
  })
  .refine(({ team, user }) => team?.id !== undefined || user.team_id !== undefined)

/** In the order in which Bolt tells them apart, by a field that they have. A body with a name is a menu that asks for its options. */
const KINDS: readonly { readonly has: string; readonly needs: readonly z.ZodType[] }[] = [
  { has: 'event', needs: [event] },
  { has: 'command', needs: [command] },
  { has: 'name', needs: [z.never()] },
  {
    has: 'actions',
    needs: [
      outer,
      action,
      z.object({ actions: z.tuple([z.object({ action_id: z.string().regex(BUTTONS) })], z.any()) }),
    ],
  },
  {
    has: 'view',
    needs: [
      outer,
      submission,
      z.object({ type: z.literal('view_submission'), view: z.object({ callback_id: z.literal(FORM_VIEW) }) }),
    ],
  },
  {
    has: 'message',
    needs: [outer, shortcut, z.object({ type: z.literal('message_action'), callback_id: z.literal(EXPLAIN) })],
  },
]

export const isFields = (body: unknown): body is Fields => typeof body === 'object' && body !== null

/** True for a body that Bolt can take apart and that something here listens to. */
export function isReadable(body: unknown): body is Fields {
  if (!isFields(body)) return false
  const kind = KINDS.find(({ has }) => has in body)
  return kind?.needs.every((need) => need.safeParse(body).success) ?? false
}
