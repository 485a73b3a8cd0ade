// What a place or a person is to be asked again, and when. What is in a card is its owner's business.

import type { Db, Ms } from './schema.ts'

export type Owner = { readonly place: string } | { readonly person: string }

export interface Card {
  readonly key: string
  readonly due: Ms
  /** JSON. */
  readonly state: string
}

export interface StoredCards {
  get(workspace: string, owner: Owner, key: string): Promise<Card | undefined>
  /** Sets the card; of two at once the later one stays. */
  put(workspace: string, owner: Owner, card: Card): Promise<void>
  /** All of an owner, by key. */
  all(workspace: string, owner: Owner): Promise<readonly Card[]>
  /** Those due at `now`, the longest due first. */
  due(workspace: string, owner: Owner, now: Ms, limit: number): Promise<readonly Card[]>
}

export function storedCards(db: Db): StoredCards {
  const of = (workspace: string, owner: Owner) =>
    db
      .selectFrom('cards')
      .select(['key', 'due', 'state'])
      .where('workspace', '=', workspace)
      .where('kind', '=', kindOf(owner).kind)
      .where('owner', '=', kindOf(owner).owner)
  return {
    get: (workspace, owner, key) => of(workspace, owner).where('key', '=', key).executeTakeFirst(),
    async put(workspace, owner, { key, due, state }) {
      await db
        .insertInto('cards')
        .values({ workspace, ...kindOf(owner), key, due, state })
        .onConflict((conflict) => conflict.columns(['workspace', 'kind', 'owner', 'key']).doUpdateSet({ due, state }))
        .execute()
    },
    all: (workspace, owner) => of(workspace, owner).orderBy('key').execute(),
    due: (workspace, owner, now, limit) =>
      of(workspace, owner).where('due', '<=', now).orderBy('due').limit(limit).execute(),
  }
}

function kindOf(owner: Owner): { kind: 'place' | 'person'; owner: string } {
  return 'place' in owner ? { kind: 'place', owner: owner.place } : { kind: 'person', owner: owner.person }
}
