// What people see of a message: the text of its components without the marks of Discord's Markdown, and its buttons.

import type { SeenButton } from '../contract.ts'
import { components, type Json } from './check.ts'

/** In this order: code keeps its content, an escape its sign, a link its text; what is left of the marks goes. */
const MARKS = new RegExp(
  [
    '```\\n?(?<fence>[\\s\\S]*?)\\n?```',
    '``(?<double>[\\s\\S]*?)``',
    '`(?<code>[^`]*)`',
    '\\\\(?<sign>[^0-9A-Za-z\\s])',
    '\\[(?<text>(?:\\\\.|[^\\]\\\\])*)\\]\\((?<url>[^)]*)\\)',
    '<t:(?<seconds>\\d+):[a-zA-Z]>',
    '(?<mark>\\*\\*|^### )',
  ].join('|'),
  'gm',
)

/** Discord's Markdown as it is read. */
export function unmarked(markdown: string): string {
  return markdown
    .replace(MARKS, (...found) => {
      const { fence, double, code, sign, text, seconds } = found.at(-1) as Record<string, string | undefined>
      if (text !== undefined) return unmarked(text)
      if (seconds !== undefined) return new Date(Number(seconds) * 1000).toISOString()
      return fence ?? double?.trim() ?? code ?? sign ?? ''
    })
    .replaceAll('\u200b', '')
}

export const textOf = (message: Json): string =>
  components(message.components)
    .flatMap(({ content }) => (typeof content === 'string' ? [unmarked(content)] : []))
    .join('\n\n')

export const buttonsOf = (message: Json): SeenButton[] =>
  components(message.components).flatMap(({ type, label, custom_id: token }) =>
    type === 2 ? [{ label: String(label), token: String(token) }] : [],
  )

/** What a form shows. */
export const formText = ({ title, components: parts }: Json): string =>
  [title, ...components(parts).flatMap(({ label, component }) => [label, (component as Json | undefined)?.placeholder])]
    .filter((text) => typeof text === 'string')
    .join('\n')

export const fieldsOf = ({ components: parts }: Json): string[] =>
  components(parts).flatMap(({ type, custom_id: name }) => (type === 4 ? [String(name)] : []))
