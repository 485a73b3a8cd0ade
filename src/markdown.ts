// Reply -> Markdown, for a document: what **Copy** gives.

import { plainTime } from './plain.ts'
import { type Renderer, type Reply, renderBlock, renderSpan, type SpanRenderer, type Text } from './reply.ts'

/** What begins a heading, an item, a rule or an underline at the start of a line. */
const OPENING = /^([ \t]*)(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|-[- \t]*$|=+[ \t]*$)/gm

const literal = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|~]|&(?=#?\w+;)/g, '\\$&')
    .replace(OPENING, '$1\\')
    .replace(/^(\s*\d+)(?=[.)](?:\s|$))/gm, '$1\\')

const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

const inCode = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

const span: SpanRenderer<string> = {
  plain: ({ text }) => literal(text),
  bold: ({ text }) => `**${literal(text)}**`,
  code: ({ text }) => inCode(text),
  link: ({ text, url }) =>
    `[${literal(text)}](${url.replace(/[()\s]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`)})`,
  time: ({ at }) => plainTime(at),
  person: ({ name }) => literal(name),
}

/** Blanks before a line mean nothing in a document, but four of them make code of it. */
const inline = (text: Text): string =>
  text
    .map((each) => renderSpan(span, each))
    .join('')
    .replace(/^[ \t]+/gm, '')
const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('\n', ' ')).join(' | ')} |`

const block: Renderer<string> = {
  heading: ({ text }) => `## ${literal(text)}`,
  text: ({ text }) => inline(text),
  list: ({ items, ordered }) =>
    items.map((item, index) => `${ordered ? `${index + 1}.` : '-'} ${inline(item)}`).join('\n'),
  facts: ({ facts }) => facts.map(({ label, value }) => `- **${literal(label)}:** ${inline(value)}`).join('\n'),
  table: ({ head, rows }) =>
    [row(head.map(literal)), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(inline)))].join('\n'),
  formula: ({ text }) => fenced(text),
  code: ({ text }) => fenced(text),
  chart: ({ alt }) => literal(alt),
  buttons: () => '',
  form: ({ about }) => literal(about),
}

export function markdownReply(reply: Pick<Reply, 'blocks'>): string {
  return reply.blocks
    .map((each) => renderBlock(block, each))
    .filter(Boolean)
    .join('\n\n')
}
