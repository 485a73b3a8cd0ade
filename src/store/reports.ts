// What people say is wrong in an entry or a question, for whoever runs the bot to read.

import { randomBytes } from 'node:crypto'
import type { Db, Report } from './schema.ts'

export interface StoredReports {
  /** Resolves to the id under which it is kept. */
  add(report: Omit<Report, 'id'>): Promise<string>
  /** Of all workspaces, newest first. */
  all(limit: number): Promise<readonly Report[]>
}

export function storedReports(db: Db): StoredReports {
  return {
    async add(report) {
      const id = randomBytes(6).toString('hex')
      const { text, suggestion } = report
      await db
        .insertInto('reports')
        .values({ ...report, id, text: storable(text), suggestion: storable(suggestion) })
        .execute()
      return id
    },
    all: (limit) => db.selectFrom('reports').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit).execute(),
  }
}

/** PostgreSQL's text has no NUL. */
const storable = (text: string): string => text.replaceAll('\0', '')
