// What a check has found, in words for whoever runs the bot.

export interface Finding {
  /** What was looked at. */
  readonly about: string
  readonly ok: boolean
  /** What is so, or what is wrong; never a secret. */
  readonly says: string
  /** What to do, where something is wrong. */
  readonly mend?: string
}

export const fine = (about: string, says: string): Finding => ({ about, ok: true, says })
export const wrong = (about: string, says: string, mend: string): Finding => ({ about, ok: false, says, mend })

/** What a platform was found to be, with the time that it says it is: that of its `Date` header. */
export interface Checked {
  readonly findings: readonly Finding[]
  readonly date?: string | undefined
}

export interface Asked {
  /** 0 where nothing came back that can be read. */
  readonly status: number
  readonly headers: Headers
  /** Empty where it is no object; whose answer it is, is for whoever asked to tell. */
  readonly body: Readonly<Record<string, unknown>>
  /** Why nothing came back. */
  readonly failure?: string
}

const PATIENCE_MS = 10_000

/** Asks once, and gives up after ten seconds. Never throws. */
export async function ask(url: string, init: RequestInit = {}): Promise<Asked> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
    const { status, headers } = response
    try {
      const body: unknown = await response.json()
      return { status, headers, body: typeof body === 'object' && body !== null ? (body as Asked['body']) : {} }
    } catch {
      return { status: 0, headers, body: {}, failure: `it answered ${status} with something that is no JSON` }
    }
  } catch (error) {
    const { cause, message, name } = error as Error & { cause?: { code?: string; message?: string } }
    const failure =
      name === 'TimeoutError' ? `no answer within ${PATIENCE_MS / 1000} s` : (cause?.code ?? cause?.message ?? message)
    return { status: 0, headers: new Headers(), body: {}, failure }
  }
}
