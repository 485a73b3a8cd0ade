// The routes of the REST API, and what each does. A request that breaks a rule gets Discord's "Invalid Form Body".

import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  CreatePrivateChannelRequestSchema,
  IncomingWebhookRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod'
import { checkCommands, checkMessage, checkSchema, type Json, type Upload } from './check.ts'
import { type Answer, ApiError, type Request, type Route } from './http.ts'
import type { Held, Messages } from './messages.ts'
import {
  ADA,
  APPLICATION,
  BOT,
  CHANNEL,
  directChannel,
  directId,
  EVE,
  GUILD,
  member,
  snowflake,
  THREAD,
  TOKEN,
  user,
} from './world.ts'

interface Parts {
  readonly messages: Messages
  readonly fault: (problem: string) => void
  readonly gatewayUrl: () => string
  readonly tell: (t: string, d: Json) => void
}

/** An interaction that can be answered, and the message that "@original" means. */
interface Open {
  readonly data: Json
  readonly on: Held | undefined
  answered: boolean
  original: string | undefined
}

export interface Routes {
  readonly route: Route
  open(interaction: Json): void
  /** Lets the bot speak in the channels of a server that it was added to. */
  join(guild: Json): void
  commands(): readonly Json[]
}

const CALLBACK = { POST: 4, DEFER_UPDATE: 6, UPDATE: 7, COMPLETE: 8, MODAL: 9 } as const
const PEOPLE = [ADA, EVE]

export function createRoutes({ messages, fault, gatewayUrl, tell }: Parts): Routes {
  const interactions = new Map<string, Open>()
  const channels = new Set([CHANNEL, THREAD])
  let commands: Json[] = []
  let uploads = 0

  /** Refuses and remembers what Discord's form checks would refuse. */
  function must(problems: readonly string[], request: Request): void {
    if (problems.length === 0) return
    for (const problem of problems) fault(`${request.method} ${request.path}: ${problem}`)
    throw new ApiError(400, 50035, `Invalid Form Body: ${problems.join('; ')}`)
  }

  function opened(token: string): Open {
    const found = interactions.get(token)
    if (!found) throw new ApiError(404, 10062, 'Unknown interaction')
    return found
  }

  const message = (body: Json, files: readonly Upload[], edit: boolean): string[] =>
    checkMessage({ body, uploads: files, edit })

  function callback(request: Request, id: string, token: string): Answer {
    const open = opened(token)
    const { type, data = {} } = request.body as { type: number; data?: Json }
    if (open.data.id !== id) throw new ApiError(404, 10062, 'Unknown interaction')
    if (open.answered) throw new ApiError(400, 40060, 'Interaction has already been acknowledged.')
    const isModal = open.data.type === 5
    if (type === CALLBACK.POST) {
      must(checkSchema(CreateMessageInteractionCallbackRequestSchema, request.body), request)
      must(message(data, request.uploads, false), request)
      open.original = messages.post(String(open.data.channel_id), data, request.uploads, true).id
    } else if (type === CALLBACK.UPDATE && open.on) {
      must(checkSchema(UpdateMessageInteractionCallbackRequestSchema, request.body), request)
      must(message(data, request.uploads, true), request)
      messages.edit(open.on.id, data, request.uploads)
    } else if (type === CALLBACK.MODAL && !isModal) {
      must(checkSchema(ModalInteractionCallbackRequestSchema, request.body), request)
      must(modal(data), request)
      messages.form(data, open.on)
    } else if (type === CALLBACK.COMPLETE && open.data.type === 4) {
      must(checkSchema(ApplicationCommandAutocompleteCallbackRequestSchema, request.body), request)
    } else if (type !== CALLBACK.DEFER_UPDATE || !open.on) {
      must([`callback ${type} to interaction ${open.data.type}`], request)
    }
    open.answered = true
    return { status: 204 }
  }

  function webhook(request: Request, token: string, which: string | undefined): Answer {
    const open = opened(token)
    if (!open.answered) throw new ApiError(404, 10015, 'Unknown Webhook')
    if (which === undefined) {
      must(checkSchema(IncomingWebhookRequestPartialSchema, request.body), request)
      must(message(request.body as Json, request.uploads, false), request)
      return ok(messages.post(String(open.data.channel_id), request.body as Json, request.uploads, true).data)
    }
    const id = which === '@original' ? open.original : which
    return remove(id ?? '')
  }

  function post(request: Request, channelId: string): Answer {
    const person = PEOPLE.find((each) => directId(each) === channelId)
    if (!person && !channels.has(channelId)) throw new ApiError(404, 10003, 'Unknown Channel')
    must(checkSchema(MessageCreateRequestSchema, request.body), request)
    must(message(request.body as Json, request.uploads, false), request)
    const { data } = messages.post(channelId, request.body as Json, request.uploads, false)
    // Bots hear of their own messages too.
    tell('MESSAGE_CREATE', { ...data, channel_type: 0, ...(!person && { guild_id: GUILD, member: member() }) })
    return ok(data)
  }

  function edit(request: Request, id: string): Answer {
    must(checkSchema(MessageEditRequestPartialSchema, request.body), request)
    must(message(request.body as Json, request.uploads, true), request)
    const held = messages.edit(id, request.body as Json, request.uploads)
    if (!held) throw new ApiError(404, 10008, 'Unknown Message')
    return ok(held.data)
  }

  function remove(id: string): Answer {
    if (!messages.get(id)) throw new ApiError(404, 10008, 'Unknown Message')
    messages.remove(id)
    return { status: 204 }
  }

  function upload(request: Request): Answer {
    const list = request.body as Json[]
    for (const each of list) must(checkSchema(ApplicationCommandUpdateRequestSchema, each), request)
    must(checkCommands(list), request)
    uploads++
    commands = list.map((each) => asHeld(each, String(1_180_000_000_000_001_000n + BigInt(uploads)))).reverse()
    return ok(commands)
  }

  function openDirect(request: Request): Answer {
    must(checkSchema(CreatePrivateChannelRequestSchema, request.body), request)
    const person = PEOPLE.find(({ id }) => id === (request.body as Json).recipient_id)
    if (!person) throw new ApiError(404, 10013, 'Unknown User')
    return ok(directChannel(person))
  }

  const table: readonly [string, RegExp, (request: Request, ...parts: string[]) => Answer][] = [
    ['GET', /^\/users\/@me$/, () => ok(user(BOT))],
    ['GET', /^\/applications\/@me$/, () => ok({ id: APPLICATION, name: 'Nines', flags: 0 })],
    ['GET', /^\/gateway\/bot$/, () => ok({ url: gatewayUrl(), shards: 1, session_start_limit: LIMIT })],
    [
      'POST',
      /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      (request, id = '', token = '') => callback(request, id, token),
    ],
    ['POST', /^\/webhooks\/\d+\/([^/]+)$/, (request, token = '') => webhook(request, token, undefined)],
    [
      'DELETE',
      /^\/webhooks\/\d+\/([^/]+)\/messages\/([^/]+)$/,
      (request, token = '', id = '') => webhook(request, token, id),
    ],
    ['POST', /^\/channels\/(\d+)\/messages$/, (request, channel = '') => post(request, channel)],
    ['PATCH', /^\/channels\/\d+\/messages\/(\d+)$/, (request, id = '') => edit(request, id)],
    ['DELETE', /^\/channels\/\d+\/messages\/(\d+)$/, (_, id = '') => remove(id)],
    ['POST', /^\/users\/@me\/channels$/, openDirect],
    ['GET', /^\/applications\/(\d+)\/commands$/, () => ok(commands)],
    ['PUT', /^\/applications\/(\d+)\/commands$/, upload],
  ]

  return {
    commands: () => commands,
    open(data) {
      const pressed = data.message as Json | undefined
      const on = pressed && (messages.get(String(pressed.id)) ?? messages.adopt(pressed))
      interactions.set(String(data.token), { data, on, answered: false, original: on?.id })
    },
    join(guild) {
      for (const { id } of guild.channels as Json[]) channels.add(String(id))
    },
    route(request) {
      try {
        const open = /^\/(?:interactions|webhooks)\//.test(request.path)
        if (!open && request.token !== TOKEN) throw new ApiError(401, 0, '401: Unauthorized')
        const [, application] = /^\/applications\/(\d+)/.exec(request.path) ?? []
        if (application !== undefined && application !== APPLICATION)
          throw new ApiError(403, 20012, 'You are not authorized to perform this action on this application')
        for (const [method, path, run] of table) {
          const [found, ...parts] = path.exec(request.path) ?? []
          if (found !== undefined && method === request.method) return run(request, ...parts)
        }
        must(['there is no such route'], request)
        return { status: 404 }
      } catch (error) {
        if (error instanceof ApiError) return error.answer
        throw error
      }
    },
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body })
const LIMIT = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 }

function modal({ components: parts }: Json): string[] {
  const fields = (parts as Json[]).map(({ component }) => (component as Json | undefined)?.custom_id)
  return [
    ...(fields.length > 5 ? [`${fields.length} fields, 5 are allowed`] : []),
    ...(new Set(fields).size < fields.length ? ['a field twice'] : []),
  ]
}

/** A command as Discord hands it back: with what it adds of its own. */
function asHeld(command: Json, version: string): Json {
  const option = (each: Json): Json => ({
    ...each,
    ...(each.type === 3 && { required: each.required ?? false }),
    ...(each.options !== undefined && { options: (each.options as Json[]).map(option) }),
  })
  return {
    ...option({ description: '', ...command }),
    id: snowflake(),
    application_id: BOT.id,
    version,
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    nsfw: false,
    contexts: [...(command.contexts as number[])].reverse(),
  }
}
