// The beginning of a text that people wrote, never ending inside a character: half of a pair is no text, and half of a flag another sign.

/** Made when something is first too long: it takes milliseconds. */
let graphemes: Intl.Segmenter | undefined

/** As many whole characters from the beginning of a text as fit into `most` UTF-16 units; none where the first is longer. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let end = 0
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > most) break
    end = index + segment.length
  }
  return text.slice(0, end)
}
