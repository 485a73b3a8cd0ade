// All that asks questions and remembers the answers, behind one object: what the forms of the command use, and what the ticker runs.

import type { Store } from '../store/store.ts'
import { type Answering, createAnswering } from './answering.ts'
import type { Bank } from './opened.ts'
import type { Posting } from './posting.ts'
import { createSettings, type Settings } from './settings.ts'
import { createStanding, type Standing } from './standing.ts'

export interface Quiz {
  readonly bank: Bank
  readonly posting: Posting
  readonly settings: Settings
  readonly answering: Answering
  readonly standing: Standing
  readonly people: Store['people']
}

export function createQuiz({ store, bank, posting }: Pick<Quiz, 'bank' | 'posting'> & { readonly store: Store }): Quiz {
  const answering = createAnswering(store, bank)
  return {
    bank,
    posting,
    settings: createSettings(store),
    answering,
    standing: createStanding(store, bank, answering.cards),
    people: store.people,
  }
}
