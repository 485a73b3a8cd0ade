// What came back, whatever the platform, and whether it is an answer.

/** The reply to one thing that somebody did. */
export interface Shown {
  /** Blocks or components. */
  readonly parts: number
  /** The whole card as JSON. */
  readonly card: string
  readonly buttons: readonly Button[]
}

export interface Button {
  readonly label: string
  /** Pressed by the one who saw it. */
  press(): Promise<Shown>
}

/** Somebody's words and commands on one platform. */
export interface Surface<A> {
  readonly name: string
  ask(what: A): Promise<Shown>
}

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
/** What is said instead of an answer: a fault of ours, and a limit that nobody here is meant to meet. */
const APOLOGY = /That went wrong|was not looked at/

/** What is wrong with it; undefined where it is an answer. */
export function wrongWith({ parts, card }: Shown, shows = ''): string | undefined {
  if (parts === 0) return 'an empty card'
  const [apology] = APOLOGY.exec(card) ?? []
  if (apology !== undefined) return `"${apology}"`
  return letters(card).includes(letters(shows)) ? undefined : `"${shows}" is not shown`
}
