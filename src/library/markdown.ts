// One content file: front matter and sections, as mdast, with the line of everything.
//
// The subset of Markdown is strict on purpose: what a renderer can't show the same way everywhere is an error here, not a
// surprise in a chat.

import type { List, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfmTable } from 'micromark-extension-gfm-table'
import { isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Span, Text } from '../reply.ts'
import { bold, code, link, plain } from '../reply.ts'
import type { Report } from './fault.ts'

export interface Section {
  readonly name: string
  readonly line: number
  readonly nodes: readonly RootContent[]
}

export interface Front {
  readonly data: unknown
  /** The line of a key, or of an item below it; the first line of the file where it is missing. */
  lineOf(path: readonly PropertyKey[]): number
}

export interface Page {
  readonly front: Front
  readonly sections: readonly Section[]
}

export const lineOf = (node: Nodes): number => node.position?.start.line ?? 1

/** Splits a file into front matter and `## ` sections. */
export function parsePage(source: string, report: Report): Page {
  const tree = fromMarkdown(source, {
    extensions: [frontmatter(['yaml']), gfmTable()],
    mdastExtensions: [frontmatterFromMarkdown(['yaml']), gfmTableFromMarkdown()],
  })
  const [first, ...rest] = tree.children
  const hasFront = first?.type === 'yaml'
  if (!hasFront) report(1, 'no front matter: a file begins with ---, its keys, and ---')
  const front = parseFront(hasFront ? first.value : '', report)
  const sections: { name: string; line: number; nodes: RootContent[] }[] = []
  for (const node of hasFront ? rest : tree.children) {
    if (node.type === 'heading') {
      if (node.depth !== 2) report(lineOf(node), 'a section is headed with two number signs: ## Name')
      sections.push({ name: node.children.map(flat).join(''), line: lineOf(node), nodes: [] })
      continue
    }
    const current = sections.at(-1)
    if (current) current.nodes.push(node)
    else report(lineOf(node), 'text before the first section: begin with ## and its name')
  }
  return { front, sections }
}

function parseFront(yaml: string, report: Report): Front {
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter, stringKeys: true, maxAliasCount: 0 } as object)
  // Front matter begins on the line after the dashes.
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : counter.linePos(offset).line + 1)
  for (const error of document.errors) report(lineAt(error.pos[0]), `front matter: ${error.message.split('\n')[0]}`)
  const keyLine = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1) as unknown[], true)
      const key = path[depth - 1]
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        if (isPair(pair) && isScalar(pair.key)) return lineAt(pair.key.range?.[0])
      }
      const node = document.getIn(path.slice(0, depth) as unknown[], true)
      if (isScalar(node) || isMap(node)) return lineAt(node.range?.[0])
    }
    return 1
  }
  visit(document, {
    Alias: (_, node) => report(lineAt(node.range?.[0]), 'front matter: YAML anchors are not used here'),
  })
  return { data: document.errors.length > 0 ? undefined : (document.toJS() ?? {}), lineOf: keyLine }
}

/** The characters a node shows. */
export function flat(node: Nodes): string {
  if ('value' in node) return node.value
  if ('children' in node) return (node.children as Nodes[]).map(flat).join('')
  return ''
}

/** Running text as spans. Links to entries become their text, in bold; `onEntry` hears of each. */
export function toSpans(
  nodes: readonly PhrasingContent[],
  report: Report,
  onEntry: (id: string, line: number) => void,
): Text {
  const out: Span[] = []
  for (const node of nodes) {
    const line = lineOf(node)
    switch (node.type) {
      case 'text':
        out.push(plain(node.value.replace(/\s*\n\s*/g, ' ')))
        break
      case 'strong':
        if (node.children.some((child) => child.type !== 'text')) report(line, 'bold text holds plain text only')
        out.push(bold(node.children.map(flat).join('')))
        break
      case 'inlineCode':
        out.push(code(node.value))
        break
      case 'link': {
        const shown = node.children.map(flat).join('')
        if (/^https?:\/\//.test(node.url)) out.push(link(shown, node.url))
        else {
          if (!/^[a-z0-9-]+$/.test(node.url))
            report(line, `a link goes to an entry by its id, or to the web: not to "${node.url}"`)
          else onEntry(node.url, line)
          out.push(bold(shown))
        }
        break
      }
      default:
        report(
          line,
          `${NAMES[node.type] ?? node.type} may not stand here: plain text, **bold**, \`code\` and links may`,
        )
    }
  }
  return merge(out)
}

const NAMES: Record<string, string> = {
  emphasis: 'emphasis with single stars',
  break: 'a hard line break',
  html: 'HTML',
  image: 'an image',
  imageReference: 'an image',
  linkReference: 'a link by reference',
}

function merge(spans: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last?.kind === 'plain' && span.kind === 'plain') out[out.length - 1] = plain(last.text + span.text)
    else out.push(span)
  }
  return out
}

export const isParagraph = (node: RootContent): node is Paragraph => node.type === 'paragraph'
export const isList = (node: RootContent): node is List => node.type === 'list'
