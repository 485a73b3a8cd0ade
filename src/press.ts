// A button -> Call, and back. A token is the call itself, at most 100 characters, so a button works after a restart, on
// every replica, years later.
//
//   1:concept.show?term=cap&part=more   make this call           1+concept.show?term=cap   show it to everybody here
//   1-<person>                          take back what this person shared
//   1:~<hash>  1+~<hash>                a call that was too long for a token: it is kept in the store under its hash, while it is used

import { createHash } from 'node:crypto'
import type { Call } from './command.ts'
import { Refusal } from './refusal.ts'

/** The smallest limit of any platform, in UTF-16 units. */
export const LONGEST_TOKEN = 100

export type Press =
  | { readonly act: 'call' | 'share'; readonly call: Call }
  | { readonly act: 'take-back'; readonly person: string }

/** What a token says of a call that is kept elsewhere. */
export interface Kept {
  readonly act: 'kept'
  readonly as: 'call' | 'share'
  readonly hash: string
}

const encoded = (text: string): string =>
  text.replace(/[%&=?+\n]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`).replaceAll(' ', '+')
const decoded = (text: string): string =>
  text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The token of a press; undefined where it would be too long. */
export function pack(press: Press): string | undefined {
  const token = press.act === 'take-back' ? `1-${encoded(press.person)}` : packCall(press.act, press.call)
  return token.length <= LONGEST_TOKEN ? token : undefined
}

function packCall(act: 'call' | 'share', call: Call): string {
  const raw = Object.entries(call.raw)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encoded(value)}`)
  const query = raw.length > 0 ? `?${raw.join('&')}` : ''
  return `1${act === 'call' ? ':' : '+'}${call.command}.${call.form}${query}`
}

/** The token of a call that is too long for one, and what is to be kept for it: the same for the same call everywhere. */
export function packKept(press: Extract<Press, { call: Call }>): { token: string; hash: string; text: string } {
  const text = packCall('call', press.call)
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH)
  return { token: `1${press.act === 'call' ? ':' : '+'}~${hash}`, hash, text }
}

/** 132 bits: two calls never share a hash. */
const HASH_LENGTH = 22

/** Throws a Refusal for what no version of this program has written, or a later one has. */
export function unpack(token: string): Press | Kept {
  const parts = /^(\d+)([:+-])([\s\S]*)$/.exec(token)
  if (!parts) throw new Refusal('bad-button', 'This button carries nothing that can be read.', '/nines help')
  const [, version, mark, body = ''] = parts
  if (version !== '1') {
    throw new Refusal(
      'other-version',
      'This button was made by another version of Nines. Ask again to get a new one.',
      '/nines help',
    )
  }
  if (mark === '-') return { act: 'take-back', person: decoded(body) }
  const as = mark === ':' ? 'call' : 'share'
  if (/^~[\w-]{22}$/.test(body)) return { act: 'kept', as, hash: body.slice(1) }
  const call = /^([a-z][a-z0-9-]*)\.([a-z][a-z0-9-]*)(?:\?([\s\S]*))?$/.exec(body)
  if (!call) throw new Refusal('bad-button', 'This button carries nothing that can be read.', '/nines help')
  const raw: Record<string, string> = {}
  for (const pair of (call[3] ?? '').split('&').filter(Boolean)) {
    const at = pair.indexOf('=')
    if (at > 0) raw[pair.slice(0, at)] = decoded(pair.slice(at + 1))
  }
  return { act: as, call: { command: call[1] ?? '', form: call[2] ?? '', raw } }
}
