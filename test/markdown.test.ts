// What **Copy** gives is read by any Markdown as what it says: a person's text stays text.

import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { describe, expect, test } from 'vitest'
import { markdownReply } from '../src/markdown.ts'
import { text } from '../src/reply.ts'

const copied = (said: string): string => markdownReply({ blocks: [text(said)] })

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}
const read = (markdown: string): Node =>
  fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }) as Node
const kindsIn = ({ type, children = [] }: Node): string[] => [type, ...children.flatMap(kindsIn)]
const wordsIn = ({ value = '', children = [] }: Node): string => value + children.map(wordsIn).join('')
const bare = (words: string): string => words.replace(/\s+/g, '')

describe('a text of a person', () => {
  test.each([
    ['## h', '\\## h'],
    ['#', '\\#'],
    ['---', '\\---'],
    ['- - -', '\\- - -'],
    ['so\n===', 'so\n\\==='],
    ['so\n-', 'so\n\\-'],
    ['+ x', '\\+ x'],
    ['1. x', '1\\. x'],
    ['12) x', '12\\) x'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
  ])('%j is escaped where Markdown would take it for more: %j', (said, markdown) => {
    expect(copied(said)).toBe(markdown)
  })

  test.each(['99.9 % of 30 days', 'R&D', '-5 % and −5 %', '#incident-42 at 14:02', 'x = 3', '3.14', 'a - b'])(
    '%j is left as it is',
    (said) => {
      expect(copied(said)).toBe(said)
    },
  )

  test('is the same text after any Markdown has read it', () => {
    const pieces = fc.constantFrom(
      ...['#', '##', '-', '--', '---', '=', '===', '+', '*', '**', '_', '~~~', '`', '```', '1.', '12)', '>', '|', '\\'],
      ...['[a](b)', '![', '<b>', '&amp;', '&#35;', 'a', 'word', ' ', '   ', '    ', '\t', '\n', '\n\n'],
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const said = parts.join('')
        const tree = read(copied(said))
        expect(kindsIn(tree).filter((kind) => !['root', 'paragraph', 'text', 'break'].includes(kind))).toEqual([])
        expect(bare(wordsIn(tree))).toBe(bare(said))
      }),
      { numRuns: 2000 },
    )
  })
})
