// What an adapter is to the rest of the program. All else about a platform stays inside its folder.

import type { Reply } from './reply.ts'

/** Where a message stands: enough to edit it later, on any replica. Plain text. */
export type Reference = string

export type Posted =
  | { readonly outcome: 'posted'; readonly reference: Reference }
  /**
   * Certainly not posted, and it will not work however often it is tried. `place`: whatever is sent there is refused, since the
   * place is gone, archived or closed to us.
   */
  | { readonly outcome: 'refused'; readonly reason: string; readonly place?: true }
  /** It may have been posted: whoever tries again may post it twice. */
  | { readonly outcome: 'unknown'; readonly reason: string }
  /** It was certainly not posted; it may work after so many seconds. */
  | { readonly outcome: 'later'; readonly seconds: number }

/** What became of an edit. Repeating one does no harm, so `unknown` may be tried again as `later` may. */
export type Edited = Posted

/** The platform can't be reached, or fails: nothing that the configuration could mend. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'

  /** @param platform as people call it  @param url where it was looked for  @param reason what came back */
  constructor(platform: string, url: string, reason: string) {
    super(`${platform} can't be reached at ${url} (${reason}). It may be down, or the network is`)
  }
}

/** What the quiz needs of the platforms, whichever has the workspace. */
export interface Poster {
  /** `key` is unique within the place. */
  post(workspace: string, place: string, reply: Reply, key: string): Promise<Posted>
  edit(workspace: string, reference: Reference, reply: Reply): Promise<Edited>
  /**
   * For how many milliseconds after it was first sent a post may be sent again under the same key without ever standing twice.
   * 0, and the same where this is missing: the platform can't tell.
   */
  repeatable?(workspace: string): number
}

/** A page that an operator's tools ask for. An adapter that listens on a port serves these beside its own. */
export interface Page {
  readonly path: string
  read(): Promise<{ readonly status: number; readonly type: string; readonly body: string }>
}

export interface Adapter {
  /** Connects. Throws a ConfigError where the platform refuses the credentials, and Unreachable where it does not answer. */
  start(): Promise<void>
  /** Takes nothing new in, finishes what is in flight, disconnects. */
  stop(): Promise<void>
  /** Whether what people do there reaches us just now. */
  connected(): boolean
  /**
   * Posts to a place, or to a person where it begins with "@". `key` names the post: the same key is never posted twice where the
   * platform can tell. `workspace` is where the place is; it may be missing where the credentials are for one workspace alone.
   */
  post(place: string, reply: Reply, key: string, workspace?: string): Promise<Posted>
  edit(reference: Reference, reply: Reply, workspace?: string): Promise<Edited>
  /** As `repeatable` of a Poster; 0 where it is missing. */
  readonly repeatableMs?: number
}
