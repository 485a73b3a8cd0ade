// Text from people, made safe to work with: one form of Unicode, no control characters, nothing that can't be seen.
// Meaning is kept; nothing here escapes for a platform (that is the renderer's work).

/** Longest text that is looked at, in UTF-16 units; what comes after it is not read. */
export const LONGEST_TEXT = 4000

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g
/** Marks of direction, joiners of nothing, fillers, blanks that are letters to Unicode, and tags: they hide words or part them. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|\u034f|\p{Cs}/gu

/** Normalises to NFC, straightens quotes, turns every space into a plain one, and drops what can't be seen. */
export function clean(text: string): string {
  return (
    text
      .slice(0, LONGEST_TEXT)
      // First: what can't be seen also keeps letters from being put together.
      .replace(INVISIBLE, '')
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(CONTROL, ' ')
      .replace(/[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, ' ')
      .replace(/[\u2018\u2019\u201a\u02bc]/g, "'")
      .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
  )
}
