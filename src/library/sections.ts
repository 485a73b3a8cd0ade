// The sections of one content file, checked against their rules and turned into spans.

import type { RootContent, Table as TableNode } from 'mdast'
import type { Text } from '../reply.ts'
import type { Table } from './entry.ts'
import type { Report } from './fault.ts'
import { flat, isList, isParagraph, lineOf, type Section, toSpans } from './markdown.ts'
import { BANNED, type SectionRule, type Shape } from './schema.ts'
import { shown, shownLength } from './shown.ts'

export interface Read {
  readonly line: number
  readonly items: readonly Text[]
  readonly table?: Table
  readonly figure?: string
  readonly phrases?: readonly string[]
  /** Entries linked, in order, each with its line; `lead` marks a link that begins an item. */
  readonly links: readonly { readonly id: string; readonly line: number; readonly lead: boolean }[]
}

const NOTHING: Read = { line: 1, items: [], links: [] }

export interface Sections {
  section(name: string): Read
  /** Every link to an entry, in all sections. */
  readonly links: Read['links']
}

/** All sections by name. What is missing or wrong is reported and read as far as it goes. */
export function readSections(sections: readonly Section[], rules: readonly SectionRule[], report: Report): Sections {
  const read = new Map<string, Read>()
  let last = -1
  for (const section of sections) {
    const index = rules.findIndex(({ name }) => name === section.name)
    const rule = rules[index]
    if (!rule) {
      report(section.line, `unknown section "${section.name}": there are ${rules.map(({ name }) => name).join(', ')}`)
      continue
    }
    if (read.has(section.name)) report(section.line, `section "${section.name}" stands twice`)
    if (index < last) report(section.line, `section "${section.name}" belongs before "${rules[last]?.name}"`)
    last = Math.max(last, index)
    if (section.nodes.length === 0) report(section.line, `section "${section.name}" is empty`)
    read.set(section.name, readSection(section, rule, report))
  }
  for (const { name, optional } of rules) {
    if (!optional && !read.has(name)) report(1, `section "${name}" is missing`)
  }
  return { section: (name) => read.get(name) ?? NOTHING, links: [...read.values()].flatMap(({ links }) => links) }
}

function readSection(section: Section, rule: SectionRule, report: Report): Read {
  const links: { id: string; line: number; lead: boolean }[] = []
  const onEntry = (id: string, line: number) => links.push({ id, line, lead: false })
  const inline = (node: RootContent): Text => (isParagraph(node) ? toSpans(node.children, report, onEntry) : [])
  const wrong = (node: RootContent | undefined, expected: string): void =>
    report(node ? lineOf(node) : section.line, `section "${rule.name}" holds ${expected}`)
  const read: Work['read'] & { line: number } = {
    line: section.line,
    items: [],
    links,
  }

  const paragraph = (most: number): void => {
    const [node, extra] = section.nodes
    if (node && !isParagraph(node)) {
      wrong(node, 'one paragraph')
      return
    }
    if (extra) wrong(extra, 'one paragraph, and nothing after it')
    if (!node) return
    const text = inline(node)
    tooLong(text, most, lineOf(node), rule.name, report)
    read.items.push(text)
  }
  const items = (): void => {
    const [node, extra] = section.nodes
    if (!node || !isList(node) || node.ordered) {
      wrong(node, 'one list of items that begin with a hyphen')
      return
    }
    if (extra) wrong(extra, 'one list, and nothing after it')
    for (const item of node.children) {
      const [content, more] = item.children
      if (!content || !isParagraph(content) || more) {
        report(lineOf(item), `an item of "${rule.name}" is one line of text`)
        continue
      }
      const before = links.length
      read.items.push(inline(content))
      const opens = content.children[0]?.type === 'link'
      const first = links[before]
      if (opens && first) links[before] = { ...first, lead: true }
    }
  }
  shapes[rule.rule.shape](rule.rule as never, { section, rule, read, paragraph, items, wrong, inline, report })
  for (const text of read.items) banned(text, rule.name, section.line, report)
  return read
}

interface Work {
  readonly section: Section
  readonly rule: SectionRule
  readonly read: {
    items: Text[]
    table?: Table
    figure?: string
    phrases?: readonly string[]
    links: { id: string; line: number; lead: boolean }[]
  }
  paragraph(most: number): void
  items(): void
  wrong(node: RootContent | undefined, expected: string): void
  inline(node: RootContent): Text
  readonly report: Report
}

const shapes: { readonly [S in Shape['shape']]: (shape: Extract<Shape, { shape: S }>, work: Work) => void } = {
  paragraph: ({ most }, { paragraph }) => paragraph(most),

  list(shape, { section, rule, read, items, report }) {
    items()
    const node = section.nodes[0]
    const lineAt = (index: number): number =>
      node && isList(node) && node.children[index] ? lineOf(node.children[index]) : section.line
    if (read.items.length > 0 && (read.items.length < shape.least || read.items.length > shape.items)) {
      report(section.line, `"${rule.name}" has ${shape.least} to ${shape.items} items, here ${read.items.length}`)
    }
    read.items.forEach((text, index) => {
      tooLong(text, shape.most, lineAt(index), rule.name, report)
      if (shape.form === 'pair' && shown(text).split(' / ').length !== 2) {
        report(lineAt(index), `an item of "${rule.name}" is "gain / what it costs", with one " / "`)
      }
    })
    if (shape.form === 'linked' && read.links.filter(({ lead }) => lead).length !== read.items.length) {
      report(section.line, `each item of "${rule.name}" begins with a link to the other entry and a colon`)
    }
  },

  how({ words }, { section, rule, read, paragraph, items, report }) {
    if (section.nodes[0]?.type === 'list') items()
    else paragraph(Number.POSITIVE_INFINITY)
    if (read.items.length === 2 || read.items.length > 5)
      report(section.line, `a list under "${rule.name}" has 3 to 5 items`)
    const count = read.items.flatMap((text) => shown(text).split(/\s+/)).length
    if (count > words) report(section.line, `"${rule.name}" has at most ${words} words, here ${count}`)
  },

  table(shape, { section, read, rule, wrong, report }) {
    const [node, extra] = section.nodes
    if (node?.type !== 'table') {
      wrong(node, 'one table')
      return
    }
    if (extra) wrong(extra, 'one table, and nothing after it')
    const table = readTable(node, report)
    if (table.head.length !== shape.columns)
      report(lineOf(node), `the table has ${shape.columns} columns, here ${table.head.length}`)
    if (table.rows.length < shape.least || table.rows.length > shape.items) {
      report(lineOf(node), `the table has ${shape.least} to ${shape.items} rows, here ${table.rows.length}`)
    }
    table.rows.forEach((row, index) => {
      for (const cell of row) tooLong(cell, shape.most, lineOf(node) + 2 + index, 'a cell', report)
      for (const cell of row) banned(cell, rule.name, lineOf(node) + 2 + index, report)
    })
    read.table = table
  },

  figure(shape, { section, rule, read, wrong, inline, report }) {
    const [node, after, extra] = section.nodes
    if (node?.type === 'table') read.table = readTable(node, report)
    else if (node?.type === 'code') {
      const lines = node.value.split('\n')
      if (lines.length > shape.lines)
        report(lineOf(node), `a figure has at most ${shape.lines} lines, here ${lines.length}`)
      const wide = lines.findIndex((line) => [...line].length > shape.columns)
      if (wide >= 0)
        report(
          lineOf(node) + 1 + wide,
          `a line of a figure has at most ${shape.columns} columns, here ${[...(lines[wide] ?? '')].length}`,
        )
      read.figure = node.value
    } else {
      wrong(node, 'a table or a fenced figure')
      return
    }
    if (after && !isParagraph(after)) wrong(after, 'at most one paragraph after the figure')
    if (extra) wrong(extra, 'a table or figure and at most one paragraph')
    if (after && isParagraph(after)) {
      const text = inline(after)
      tooLong(text, shape.most, lineOf(after), rule.name, report)
      read.items.push(text)
    }
  },

  phrases({ least, items, most }, { section, rule, read, wrong, report }) {
    const [node, extra] = section.nodes
    if (node?.type !== 'code') {
      wrong(node, 'one fence with a phrase on each line')
      return
    }
    if (extra) wrong(extra, 'one fence, and nothing after it')
    const phrases: string[] = []
    const before = new Set<string>()
    node.value.split('\n').forEach((line, index) => {
      const phrase = line.trim()
      const at = lineOf(node) + 1 + index
      if (phrase === '') return
      if (phrase.length > most) report(at, `a phrase has at most ${most} characters, here ${phrase.length}`)
      if (before.has(phrase.toLowerCase())) report(at, `"${phrase}" stands twice`)
      before.add(phrase.toLowerCase())
      phrases.push(phrase)
    })
    read.phrases = phrases
    if (phrases.length < least || phrases.length > items)
      report(section.line, `"${rule.name}" has ${least} to ${items} phrases, here ${phrases.length}`)
  },
}

function readTable(node: TableNode, report: Report): Table {
  const [head, ...rows] = node.children
  const cells = rows.map((row) =>
    row.children.map((cell) =>
      toSpans(cell.children, report, () => report(lineOf(cell), 'a cell holds no link to an entry')),
    ),
  )
  const width = head?.children.length ?? 0
  rows.forEach((row, index) => {
    if (cells[index]?.length !== width) report(lineOf(row), `a row has as many cells as the head: ${width}`)
  })
  return { head: (head?.children ?? []).map((cell) => cell.children.map(flat).join('')), rows: cells }
}

function tooLong(text: Text, most: number, line: number, what: string, report: Report): void {
  const length = shownLength(text)
  if (length > most) report(line, `"${what}" has at most ${most} characters, here ${length}`)
  if (length === 0) report(line, `"${what}" is empty`)
}

/** Whole words only: "replica system" is none of "ca system". */
const BANNED_WORDS = BANNED.map((phrase) => ({
  phrase,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(phrase)}(?![\\p{L}\\p{N}])`, 'iu'),
}))

function banned(text: Text, section: string, line: number, report: Report): void {
  if (section === 'Trap') return
  const said = shown(text)
  for (const { phrase, pattern } of BANNED_WORDS) {
    if (pattern.test(said)) report(line, `"${phrase}" may stand only in a trap, which denies it`)
  }
}
