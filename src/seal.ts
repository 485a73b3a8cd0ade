// Encrypts what must not be readable in the database: AES-256-GCM, the key from the environment, its id beside the text.
//
// Several keys let one be replaced without a stop: the first encrypts, all decrypt. The text is bound to its place by the
// additional data, so that a row copied to another workspace does not open there.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

export interface Sealed {
  readonly keyId: string
  /** base64url of nonce (12 bytes), tag (16 bytes) and ciphertext. */
  readonly sealed: string
}

/** It can't be opened. The message says why, and holds neither the text nor a key. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

export interface Seal {
  /** The id of the key that encrypts. */
  readonly keyId: string
  /** The ids of all keys, that one first. */
  readonly keyIds: readonly string[]
  /** `place` is where it will stand; it opens only there. */
  seal(text: string, place: string): Sealed
  /** Throws a SealError where the key is not at hand, or where it is another key's, another place's, or was changed. */
  open(sealed: Sealed, place: string): string
}

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
/** NIST SP 800-38D, 8.2.2: 96 random bits hold for 2^32 texts under one key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Reads `new,old`: keys of 32 bytes, in hex or base64 (either alphabet). Undefined where any of them is none. */
export function readKeys(text: string): readonly Buffer[] | undefined {
  const keys = text.split(',').map((each) => keyOf(each.trim()))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

function keyOf(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  // 32 bytes are 43 digits of base64, and one "=" where it is padded.
  if (!/^[\w+/-]{43}=?$/.test(text)) return undefined
  const key = Buffer.from(text, 'base64')
  return key.length === KEY_BYTES ? key : undefined
}

/** Names a key without telling anything of it. */
const idOf = (key: Buffer): string => createHmac('sha256', key).update('nines key id').digest('hex').slice(0, 8)

/** `keys` are 32 bytes each, the one that encrypts first. Throws a RangeError where there is none. */
export function createSeal(keys: readonly Buffer[]): Seal {
  const known = new Map(keys.map((key) => [idOf(key), key]))
  const [first] = keys
  if (first === undefined) throw new RangeError('a seal needs a key')
  const keyId = idOf(first)
  const bound = (id: string, place: string): Buffer => Buffer.from(JSON.stringify(['nines', 1, id, place]))

  return {
    keyId,
    keyIds: [...known.keys()],

    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, first, nonce, { authTagLength: TAG_BYTES }).setAAD(bound(keyId, place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return { keyId, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url') }
    },

    open({ keyId: id, sealed }, place) {
      const key = known.get(id)
      if (!key) throw new SealError(`${place} was encrypted with key ${id}, which is not at hand`)
      const bytes = Buffer.from(sealed, 'base64url')
      const [nonce, tag, body] = [
        bytes.subarray(0, NONCE_BYTES),
        bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
        bytes.subarray(NONCE_BYTES + TAG_BYTES),
      ]
      try {
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        decipher.setAAD(bound(id, place)).setAuthTag(tag)
        return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
      } catch {
        throw new SealError(
          `what is stored of ${place} was changed, or belongs elsewhere: it does not open with key ${id}`,
        )
      }
    },
  }
}
