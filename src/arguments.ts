// A form's arguments, from text to values: the only place where text becomes a value, so that the same words mean the same through
// every door. Raw arguments are always text.

import type { Args, Context, Options, Raw } from './command.ts'
import { quoted, Refusal } from './refusal.ts'

export function noSuchOption(name: string, options: Options, example: string | undefined): Refusal {
  const names = Object.keys(options)
  return new Refusal(
    'unknown-option',
    `There is no option ${quoted(name)} here. ${names.length ? `Expected ${names.join(', ')}.` : 'Expected none.'}`,
    example ?? '/nines help',
  )
}

/** The only parser of arguments. Unknown names, missing and unreadable values are refusals that name the option at fault. */
export function readArgs<O extends Options>(options: O, raw: Raw, context: Context, example?: string): Args<O> {
  const unknown = Object.keys(raw).find((name) => !Object.hasOwn(options, name))
  if (unknown !== undefined) throw noSuchOption(unknown, options, example)
  const entries = Object.entries(options).map(([name, option]) => {
    const text = raw[name]?.trim() || (option.fallback ?? '')
    if (text !== '') return [name, blaming(name, example, () => option.kind.read(text, context))]
    if (!option.needed) return [name, undefined]
    const { expects, likely = [] } = option.kind
    return blaming(name, example, () => {
      throw new Refusal('missing', `Missing: ${name}. Expected ${expects}.`, option.kind.example, likely)
    })
  })
  return Object.fromEntries(entries) as Args<O>
}

/** Says at which option a refusal arose, with an example of the form at hand. */
function blaming<T>(option: string, example: string | undefined, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.at(option, example)
  }
}

/** The same arguments, whenever and by whomever they are read. What can't be pinned is left for `readArgs` to refuse. */
export async function pinRaw(options: Options, raw: Raw, context: Context, example?: string): Promise<Raw> {
  const pinned: Record<string, string> = { ...raw }
  for (const [name, { kind }] of Object.entries(options)) {
    const text = raw[name]
    if (text === undefined || text === '' || !kind.pin) continue
    try {
      pinned[name] = await kind.pin(text, context)
    } catch (error) {
      throw error instanceof Refusal ? error.at(name, example) : error
    }
  }
  return pinned
}

/** The same as far as it goes: what can't be pinned stays as it was written, to be asked back. Never throws. */
export async function pinSome(options: Options, raw: Raw, context: Context): Promise<Raw> {
  const pinned: Record<string, string> = { ...raw }
  for (const [name, option] of Object.entries(options)) {
    try {
      Object.assign(pinned, await pinRaw({ [name]: option }, { [name]: raw[name] ?? '' }, context))
    } catch {}
  }
  return pinned
}
