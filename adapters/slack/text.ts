// Slack's text as what people wrote.

/** Undoes what Slack does to text: marked-up links and mentions to their words, then the three entities. */
export function decode(text: string): string {
  return text
    .replace(/<[a-z][a-z0-9+.-]*:[^|<>]*\|([^<>]*)>/gi, '$1')
    .replace(/<([a-z][a-z0-9+.-]*:[^<>]*)>/gi, '$1')
    .replace(/<#[A-Z0-9]+\|([^<>]*)>/g, '#$1')
    .replace(/<!(here|channel|everyone)(?:\|[^<>]*)?>/g, '@$1')
    .replace(/<![^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/<[@#!][^<>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** What people read in a block or an attachment; its other texts are ids and colours. */
const READ = new Set(['pretext', 'title', 'text', 'value'])

/** The words of a message: its text, or those of its blocks and attachments, which are all that many apps send. */
export function wordsOf(message: { readonly text: string; readonly blocks?: unknown; readonly attachments?: unknown }) {
  if (message.text.trim() !== '') return decode(message.text)
  const words: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ('type' in value && value.type === 'actions')) return
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') walk(inner)
      else if (READ.has(key)) words.push(decode(inner))
    }
  }
  walk([message.blocks, message.attachments])
  return words.join('\n')
}
