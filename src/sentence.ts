// Plain words -> Call. What is quoted, in code or a link is somebody else's words and is dropped, unless nothing else is there.
//
// The sentence is matched against the commands' `asked` phrases and the library in one index; the choice between a command and
// an entry is made by the margin to the best hit of the other meaning, not by a fixed score.

import { type Call, type Commands, findForm } from './command.ts'
import type { Library } from './library/library.ts'
import { terms, words } from './library/words.ts'
import { lineMended } from './line.ts'
import { type Meaning, type Meanings, withoutQuantities } from './meant.ts'
import { mistyped, refuseMistyped } from './mistyped.ts'
import { takeSpots } from './spots.ts'
import { quantitiesIn } from './value/quantity.ts'

/** How much better a command's own sentence must fit than the best line of the best entry; than one that is named or explained. */
const MARGIN = 1.3
const MARGIN_NAMED = 4
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

/** "Was the quiz stopped?" stops nothing. */
const QUESTION =
  /^[\s\p{P}]*(?:is|isn't|was|wasn't|are|were|did|do|does|has|have|had|why|when|what|who|which|how|where)\b/iu

/** "Don't stop the quiz" stops nothing either. */
const FORBIDDING = /\b(?:not|never|cannot|(?:do|does|did|ca|wo|should|would|must)n['’]?t)\b/iu

export interface SentenceReader {
  read(text: string): Call
}

/** A form is meant by its words alone only where they say nearly what one of its sentences says. */
const ALIKE_WITHOUT_VALUES = 0.72
/** Words and values together speak for a form with all that it needs; with less, more has to be said. */
const ENOUGH = 0.5
const ENOUGH_TO_ASK = 0.62
const ALIKE_TO_ASK = 0.5
/** What a telling value adds to the words, and how many of them count. */
const EACH_VALUE = 0.18
const VALUES_COUNTED = 3
/** Values alone ("99.9 30d 47m") speak for themselves where there are hardly any words beside them. */
const MOST_WORDS_BESIDE = 1
/** How far behind the best a form may be whose sentence is said word for word. */
const CLOSE = 0.25
/** What asks for an explanation asks for no number. */
const EXPLAINING =
  /^\W*(?:why|how come|explain|define|describe|what(?:['’]?s| is| are) (?:an?|the) (?:difference|point|idea|meaning)|what does .* mean\W*$|meaning of|.{0,80}difference between)(?!\p{L})/iu
const EXPLAINING_COSTS = 0.25
/** What asks about a thing in words alone is rather for the library. */
const ASKING = /^\W*(?:how (?:does|do) an? |what(?:['’]?s| is| are) an? [\p{L} ]{1,30}\W*$)/iu
/** With so many words beside its values, a sentence tells a story, in which times and counts stand too. */
const STORY = 6
/** A story is about what a form works out where it says some of that form's words, and lacks nothing. */
const ALIKE_IN_STORY = 0.3
/** A target and two values more are no accident. */
const WHOLE = 3
/** "why is 99.999 so expensive": no figure is a reason. */
const REASONS = /^\W*(?:why|how come)(?!\p{L})/iu

/** Adds the sentences of the commands to the library's index. `term` looks up what is no command's; `help` and `greeting` answer what asks nothing. */
export function createSentenceReader(
  commands: Commands,
  library: Library,
  meanings: Meanings,
  usual: { readonly term: Call; readonly help: Call; readonly greeting: Call },
): SentenceReader {
  const sentences = commands.flatMap((command) =>
    Object.entries(command.asked).map(([form, asked]) => ({ key: `asked:${command.name}.${form}`, asked })),
  )
  library.search.add(sentences)
  // A sentence that says what one of ours says needs no comparison: "what is my time zone" is not about zones.
  // One with a value in it means the form with that value, so it is read as what people say is.
  let known: { exact: ReadonlyMap<string, string>; literal: ReadonlyMap<string, string> } | undefined
  const asIs = (): NonNullable<typeof known> => {
    if (known) return known
    const bare = sentences.flatMap(({ key, asked }) =>
      asked.filter((each) => quantitiesIn(each).length === 0).map((each) => [each, key] as const),
    )
    known = {
      exact: new Map(bare.map(([each, key]) => [saying(each), key] as const)),
      // Word for word goes first: "when is the next question" and "give us a question" differ in words that carry no meaning otherwise.
      literal: new Map(bare.map(([each, key]) => [words(each).join(' '), key] as const)),
    }
    return known
  }
  /** The call of a sentence, unless a number in it that should have been a value is none. */
  const whole = ({ command, form, raw }: Call, left: string, own: string): Call => {
    const wrong = mistyped(own, left, false)
    if (wrong)
      throw refuseMistyped(wrong, lineMended(own, wrong, { command, form, raw }, commands, meanings, reader.read))
    return { command, form, raw }
  }
  const reader: SentenceReader = {
    read(text) {
      const own = said(text)
      const asks = QUESTION.test(own) || FORBIDDING.test(own)
      const may = (call: Pick<Call, 'command' | 'form'>): boolean => !asks || !findForm(commands, call)?.changes
      if (HELP.test(own)) return usual.help
      if (GREETING.test(own)) return usual.greeting
      // "what is mttr" asks for the word, "mttr of 12m 30m" for the number.
      if (quantitiesIn(own).length === 0 && library.isName(own)) return { ...usual.term, raw: { term: own } }
      const { exact, literal } = asIs()
      const same = literal.get(words(own).join(' ')) ?? exact.get(saying(own))
      if (same !== undefined && may(callOf(same))) return callOf(same)
      if (quantitiesIn(own).length === 0 && library.isNearName(own)) return { ...usual.term, raw: { term: own } }
      const candidates = meanings.of(own, 'sentence')
      // With its values taken out, a sentence says what one of ours says, or it is not meant.
      const best = candidates[0]?.score ?? 0
      const worded = candidates.find(
        (each) =>
          each.left !== own &&
          each.score > best - CLOSE &&
          exact.get(saying(each.left)) === `asked:${each.command}.${each.form}` &&
          may(each),
      )
      if (worded) return whole(worded, worded.left, own)
      const meant = candidates.find((each) => isMeant(each, own) && may(each))
      if (meant && !isStory(meant, own)) return whole(meant, meant.left, own)
      const hits = library.search.hits(own)
      const asked = hits.asked.find(({ key }) => may(callOf(key)))
      const [entry] = hits.entries
      const margin = entry?.named || EXPLAINING.test(own) || ASKING.test(own) ? MARGIN_NAMED : MARGIN
      const chosen = asked && asked.coverage >= LEAST_COVERAGE && asked.line > (entry?.line ?? 0) * margin
      if (!chosen) return { ...usual.term, raw: { term: own } }
      const call = callOf(asked.key)
      const { raw, left } = takeSpots(findForm(commands, call)?.options ?? {}, own, 'sentence')
      return whole({ ...call, raw }, left, own)
    },
  }
  return reader
}

/** Whether a sentence is about what a form works out, by the values it holds and the words beside them. */
function isMeant({ alike, taken, evidence, missing, over, raw }: Meaning, text: string): boolean {
  const costs = EXPLAINING.test(text) ? EXPLAINING_COSTS : 0
  if (taken === 0) return alike - costs >= ALIKE_WITHOUT_VALUES
  const said = alike + EACH_VALUE * Math.min(evidence, VALUES_COUNTED) - costs
  if (missing.length > 0) return said >= ENOUGH_TO_ASK && alike >= ALIKE_TO_ASK
  if (said >= ENOUGH) return over.filter(({ kind }) => kind !== 'number' && kind !== 'time').length <= 1
  // One length of time or a meeting's hours are no question; a target is, and so are two values.
  const speaks = evidence >= 1.7 || (evidence >= 0.7 && raw.target !== undefined) || /[>|]/.test(text)
  return speaks && over.length === 0 && !REASONS.test(text) && wordsBeside(text) <= MOST_WORDS_BESIDE
}

/** Whether it is rather told than asked, and so about something of the library: unless it holds a target and all else that is needed. */
function isStory({ alike, taken, missing, raw }: Meaning, text: string): boolean {
  if (taken === 0 || wordsBeside(text) < STORY) return false
  if (missing.length > 0) return true
  const whole = raw.target !== undefined && taken >= WHOLE
  return !whole && alike < ALIKE_IN_STORY
}

/** Words that carry meaning and are no part of a value. */
const wordsBeside = (text: string): number => terms(withoutQuantities(text)).length

/** What a sentence says: its words that carry meaning, or all of them where none does ("who are you"). */
const saying = (text: string): string => terms(text).join(' ') || words(text).join(' ')

function callOf(key: string): Call {
  const [command = '', form = ''] = key.slice('asked:'.length).split('.')
  return { command, form, raw: {} }
}
