// Topics of the library, one or several, by their names.

import type { Kind } from '../command.ts'
import type { Library } from '../library/library.ts'
import { quoted, Refusal } from '../refusal.ts'

const EXAMPLE = '/quiz daily 09:00 Europe/Berlin weekdays availability, security'

/** The id of the topic that a text names; of a concept, the one it belongs to. */
function topicNamed(text: string, library: Pick<Library, 'topic' | 'topics' | 'look'>): string | undefined {
  const low = text.trim().toLowerCase()
  const own = library.topics.find(({ id, title, aliases }) =>
    [id, id.replaceAll('-', ' '), title.toLowerCase(), ...aliases.map((each) => each.toLowerCase())].includes(low),
  )
  if (own) return own.id
  const found = library.look(text)
  if (found.type !== 'entry' || found.matched === 'search') return undefined
  return found.entry.type === 'topic' ? found.entry.id : found.entry.topic
}

/** Topics that stand beside each other with nothing but a space between; a name may be of several words. */
function topicsIn(part: string, library: Parameters<typeof topicNamed>[1] & Parameters<typeof unknown>[1]): string[] {
  const words = part.split(/\s+/)
  const found: string[] = []
  for (let at = 0; at < words.length; ) {
    let end = words.length
    let id = topicNamed(words.slice(at, end).join(' '), library)
    while (id === undefined && end > at + 1) id = topicNamed(words.slice(at, --end).join(' '), library)
    found.push(id ?? unknown(at === 0 ? part : words.slice(at).join(' '), library))
    at = end
  }
  return found
}

/** Ids, each once, in the order in which they were named. "all" is every topic, said as none. */
export const topics: Kind<readonly string[]> = {
  name: 'topics',
  expects: 'topics such as availability, security',
  example: EXAMPLE,
  rest: true,
  read(text, { library }) {
    const bare = text.trim().replace(/^(?:about|on|topics?:?|from)\s+/i, '')
    if (/^(?:all|any|every)(?: topics?)?$/i.test(bare)) return []
    const whole = topicNamed(bare, library)
    if (whole !== undefined) return [whole]
    const parts = bare.split(/\s*(?:[,;&]|\band\b)\s*/i).filter((part) => part !== '')
    return [...new Set(parts.flatMap((part) => topicsIn(part, library)))]
  },
  suggest: (typed, { library }) =>
    library.topics
      .filter(({ title, id }) => `${title} ${id}`.toLowerCase().includes(typed.trim().toLowerCase()))
      .slice(0, 25)
      .map(({ title, id }) => ({ label: title, value: id })),
}

function unknown(text: string, library: Pick<Library, 'complete' | 'topic'>): never {
  const near = library.complete(text, 8).map((entry) => (entry.type === 'topic' ? entry.id : entry.topic))
  const likely = [...new Set(near)].slice(0, 3)
  throw new Refusal(
    'unknown-topic',
    `${quoted(text)} is no topic here. Expected names of topics; "all" for all of them.`,
    EXAMPLE,
    likely,
  )
}

/** One topic; undefined stands for all. */
export const topic: Kind<readonly string[]> = { ...topics, name: 'topic', example: '/quiz practice availability' }
