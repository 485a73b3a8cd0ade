// Plain words -> Call. What is quoted, in code or a link is somebody else's words and is dropped, unless nothing else is there.
//
// The sentence is matched against the commands' `asked` phrases and the library in one index; the choice between a command and
// an entry is made by the margin to the best hit of the other meaning, not by a fixed score.

import { type Call, type Commands, findForm, takeSpots } from './command.ts'
import type { Library } from './library/library.ts'
import { terms, words } from './library/words.ts'

/** How much better a command's own sentence must fit than the best entry. */
const MARGIN = 1.15
/** A command is meant only where its sentences speak of most of what was said. */
const LEAST_COVERAGE = 0.6

const NOT_THEIRS = [/```[\s\S]*?```/g, /`[^`\n]*`/g, /^[^\S\n]*>.*$/gm, /<?https?:\/\/[^\s>]+>?/g]

/** The part of a message that its author says to us. */
export function said(text: string): string {
  const own = NOT_THEIRS.reduce((left, pattern) => left.replace(pattern, ' '), text).trim()
  return own === '' ? text.replace(/[`>]/g, ' ').trim() : own
}

const HELP = /^[\s\p{P}]*help(?:\s+me)?[\s\p{P}]*$/iu
const GREETING =
  /^[\s\p{P}]*(?:hi|hello|hey|yo|hallo|moin|good (?:morning|afternoon|evening)|thanks?|thank you|thx|ok|okay)?(?:\s+(?:nines|there|bot|all|team))?[\s\p{P}]*$/iu

export interface SentenceReader {
  read(text: string): Call
}

/** Adds the sentences of the commands to the library's index. `term` looks up what is no command's; `help` and `greeting` answer what asks nothing. */
export function createSentenceReader(
  commands: Commands,
  library: Library,
  usual: { readonly term: Call; readonly help: Call; readonly greeting: Call },
): SentenceReader {
  const sentences = commands.flatMap((command) =>
    Object.entries(command.asked).map(([form, asked]) => ({ key: `asked:${command.name}.${form}`, asked })),
  )
  library.search.add(sentences)
  const forms = sentences.flatMap(({ key }) => {
    const form = findForm(commands, callOf(key))
    return form ? [{ key, form }] : []
  })
  // A sentence that says what one of ours says needs no comparison: "what is my time zone" is not about zones.
  const exact = new Map(sentences.flatMap(({ key, asked }) => asked.map((each) => [saying(each), key])))
  return {
    read(text) {
      const own = said(text)
      if (HELP.test(own)) return usual.help
      if (GREETING.test(own)) return usual.greeting
      for (const { key, form } of forms) {
        const { raw, left } = takeSpots(form.options, own, 'sentence')
        // With its values taken out, a sentence says what one of ours says, or it is not meant.
        if (left !== own && exact.get(saying(left)) === key) return { ...callOf(key), raw }
      }
      const same = exact.get(saying(own))
      if (same !== undefined) return callOf(same)
      const hits = library.search.hits(own, ['asked:', 'concept:', 'topic:'])
      const asked = hits.find(({ key }) => key.startsWith('asked:'))
      const entry = hits.find(({ key }) => !key.startsWith('asked:'))
      const meant = asked && asked.coverage >= LEAST_COVERAGE && asked.score > (entry?.score ?? 0) * MARGIN
      return meant ? callOf(asked.key) : { ...usual.term, raw: { term: own } }
    },
  }
}

/** What a sentence says: its words that carry meaning, or all of them where none does ("who are you"). */
const saying = (text: string): string => terms(text).join(' ') || words(text).join(' ')

function callOf(key: string): Call {
  const [command = '', form = ''] = key.slice('asked:'.length).split('.')
  return { command, form, raw: {} }
}
