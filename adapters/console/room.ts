// Where posts stand at the console: whoever sits there sees them, and a script reads what was posted and edited since it last looked.

import type { Poster } from '../../src/adapter.ts'
import type { Reply } from '../../src/reply.ts'

export interface Standing {
  readonly workspace: string
  readonly place: string
  readonly ref: string
  readonly reply: Reply
}

export interface Told {
  readonly posts: readonly (Standing & { readonly key: string })[]
  readonly edits: readonly Omit<Standing, 'place'>[]
}

export interface Room {
  readonly poster: Poster
  /** What was posted and edited since this was last asked. */
  take(): Told
  /** Called at each post. */
  onPost(listener: () => void): void
}

export function createRoom(): Room {
  let posts: Told['posts'][number][] = []
  let edits: Told['edits'][number][] = []
  let heard = (): void => {}
  return {
    poster: {
      async post(workspace, place, reply, key) {
        const ref = `${place}/${key}`
        posts.push({ workspace, place, key, ref, reply })
        heard()
        return { outcome: 'posted', reference: ref }
      },
      async edit(workspace, ref, reply) {
        edits.push({ workspace, ref, reply })
        return { outcome: 'posted', reference: ref }
      },
    },
    take() {
      const told = { posts, edits }
      posts = []
      edits = []
      return told
    },
    onPost(listener) {
      heard = listener
    },
  }
}
