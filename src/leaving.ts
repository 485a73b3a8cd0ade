// What goes when the bot is taken out: of a channel, its schedule; of a workspace, all that is kept of it.

import type { Store } from './store/store.ts'

export interface Leaving {
  workspace(workspace: string): Promise<void>
  place(workspace: string, place: string): Promise<void>
}

export const createLeaving = (store: () => Promise<Pick<Store, 'removeWorkspace' | 'schedules'>>): Leaving => ({
  async workspace(workspace) {
    await (await store()).removeWorkspace(workspace)
  },
  async place(workspace, place) {
    await (await store()).schedules.remove(workspace, place)
  },
})
