// One way to post for all platforms: the adapter is told by the beginning of the workspace's id.

import type { Adapter, Posted, Poster } from './adapter.ts'

export type Route = Pick<Adapter, 'post' | 'edit' | 'repeatableMs'>

/** How long a workspace whose adapter is not running waits. */
const ABSENT: Posted = { outcome: 'later', seconds: 600 }

/** `routes` are by the beginning of a workspace's id, up to its colon. Workspaces of no route are for later: it may come back. */
export function createPoster(routes: Readonly<Record<string, Route>>): Poster {
  const routeOf = (workspace: string): Route | undefined => {
    const [beginning = ''] = workspace.split(':')
    return Object.hasOwn(routes, beginning) ? routes[beginning] : undefined
  }
  return {
    post: async (workspace, place, reply, key) =>
      (await routeOf(workspace)?.post(place, reply, key, workspace)) ?? ABSENT,
    edit: async (workspace, reference, reply) =>
      (await routeOf(workspace)?.edit(reference, reply, workspace)) ?? ABSENT,
    repeatable: (workspace) => routeOf(workspace)?.repeatableMs ?? 0,
  }
}
