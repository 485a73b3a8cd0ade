// What people see of what the bot has sent. The text is that of the blocks, which is what Slack shows; the top-level text is read
// aloud in their place, and shown only where there are none.

import type { Seen, SeenButton } from '../contract.ts'
import type { Origin, Sent } from './server.ts'
import type { Fields } from './web-api.ts'

/** What is needed to press a button of something that is seen, or to fill it in. */
export interface Handle {
  readonly origin: Origin
  readonly ts: string
  readonly blocks: readonly Fields[]
  readonly view?: Fields
}

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => {
  const text = typeof value === 'object' && value !== null ? (value as Fields).text : value
  return typeof text === 'string' ? text : ''
}

/** Throws for a block that Slack has not, so that a misspelt one is noticed. */
const SHOWN: Readonly<Record<string, (block: Fields) => string>> = {
  header: ({ text }) => textOf(text),
  section: ({ text }) => textOf(text),
  input: ({ label }) => textOf(label),
  actions: () => '',
  rich_text: ({ elements }) => list(elements).map(shown).join('\n'),
  rich_text_list: ({ elements }) => list(elements).map(shown).join('\n'),
  rich_text_section: ({ elements }) => list(elements).map(shown).join(''),
  rich_text_preformatted: ({ elements }) => list(elements).map(shown).join(''),
  text: ({ text }) => textOf(text),
  link: ({ text, url }) => textOf(text) || textOf(url),
  date: ({ fallback }) => textOf(fallback),
  table: ({ rows }) => (rows as Fields[][]).map((row) => row.map(shown).join(' | ')).join('\n'),
  data_visualization: ({ title }) => `chart: ${textOf(title)}`,
}

function shown(block: Fields): string {
  const show = SHOWN[textOf(block.type)]
  if (!show) throw new Error(`a block of type ${block.type}`)
  return show(block)
}

const buttons = (blocks: readonly Fields[]): SeenButton[] =>
  blocks
    .flatMap(({ type, elements }) => (type === 'actions' ? list(elements) : []))
    .map(({ text, value }) => ({ label: textOf(text), token: textOf(value) }))

type Where = Pick<Seen, 'to' | 'how'>

function seen(where: Where, body: Fields, handle: Omit<Handle, 'blocks'>): Seen {
  const view = handle.view
  const blocks = list((view ?? body).blocks)
  const fields = blocks.filter(({ type }) => type === 'input').map(({ block_id }) => textOf(block_id))
  const text = view ? [textOf(view.title), ...blocks.map(shown)] : blocks.map(shown)
  return {
    ...where,
    text: text.filter(Boolean).join('\n'),
    buttons: buttons(blocks),
    ...(fields.length > 0 && { how: 'form', fields }),
    ...(handle.origin.thread !== undefined && { thread: handle.origin.thread }),
    handle: { ...handle, blocks },
  }
}

/** A view, whose id is Slack's. */
const viewSeen = (how: Seen['how'], view: unknown, id: unknown, person: string): Seen =>
  seen({ to: 'asker', how }, {}, { origin: { person, view: textOf(id) }, ts: '', view: view as Fields })

/** What is seen of one thing that was sent, by the person who set it off. */
export function see(sent: Sent, person: string): Seen[] {
  if (sent.via === 'api') return sent.answer.ok === true ? seeCall(sent, person) : []
  const { body, origin } = sent
  if (body.response_action === 'update') return [viewSeen('replaced', body.view, origin.view, person)]
  if (body.delete_original === true)
    return [{ to: origin.ephemeral ? 'asker' : 'place', how: 'removed', text: '', buttons: [], handle: undefined }]
  if (body.blocks === undefined) return []
  const replaced = body.replace_original === true
  const all = replaced ? !origin.ephemeral : body.response_type === 'in_channel'
  const thread = replaced ? origin.thread : textOf(body.thread_ts) || undefined
  const { thread: _, ...rest } = origin
  return [
    seen({ to: all ? 'place' : 'asker', how: replaced ? 'replaced' : 'posted' }, body, {
      origin: { ...rest, ephemeral: !all, ...(thread !== undefined && { thread }) },
      ts: '1795339000.000100',
    }),
  ]
}

function seeCall({ method, body, answer }: Extract<Sent, { via: 'api' }>, person: string): Seen[] {
  const channel = textOf(answer.channel) || textOf(body.channel)
  const thread = textOf(body.thread_ts)
  const origin: Origin = { person, channel, ephemeral: false, ...(thread !== '' && { thread }) }
  const view = answer.view as Fields | undefined
  switch (method) {
    case 'chat.postMessage':
      return [
        seen({ to: channel.startsWith('D') ? 'asker' : 'place', how: 'posted' }, body, {
          origin,
          ts: textOf(answer.ts),
        }),
      ]
    case 'chat.postEphemeral':
      return [
        seen({ to: 'asker', how: 'posted' }, body, {
          origin: { ...origin, ephemeral: true },
          ts: textOf(answer.message_ts),
        }),
      ]
    case 'views.open':
    case 'views.push':
    case 'views.publish':
      return [viewSeen('posted', body.view, view?.id, person)]
    case 'views.update':
      return [viewSeen('replaced', body.view, view?.id, person)]
    default:
      return []
  }
}
