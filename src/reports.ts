// What people say is wrong, as lines for whoever runs the bot.

import type { Report } from './store/schema.ts'
import type { Store } from './store/store.ts'

const MOST = 500

/** One paragraph a report: when, about what, by whom, the sentence, and what it should say. */
export function reportText({ id, at, workspace, place, person, about, text, suggestion }: Report): string {
  const when = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'minute' })
  const by = person === '' ? 'somebody' : person
  const indented = (words: string): string => words.replaceAll('\n', '\n           ')
  return [
    `${when}  ${about}  (${id}; ${by} in ${workspace} ${place})`,
    `  wrong:   ${indented(text)}`,
    ...(suggestion === '' ? [] : [`  better:  ${indented(suggestion)}`]),
  ].join('\n')
}

export async function printReports({ reports }: Pick<Store, 'reports'>, out: NodeJS.WritableStream): Promise<void> {
  const all = await reports.all(MOST)
  out.write(all.length === 0 ? 'No reports.\n' : `${all.map(reportText).join('\n\n')}\n`)
}
