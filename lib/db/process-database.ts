import { settings } from '@/lib/config/settings'
import type { Side } from '@/lib/vocabulary/settings/side'
import { createDatabase, type Database } from './database'

const key = Symbol.for('shomei.databases')
const processWide = globalThis as typeof globalThis & { [key]?: Map<string, Database> }

/**
 * The database of this process as the role of one side. One pool per URL, even where the framework loads this module twice or both
 * sides have the same URL.
 */
export function processDatabase(side: Side): Database {
  const { database, databaseConnections: connections } = settings()
  processWide[key] ??= new Map()
  const url = database.urls[side]
  const known = processWide[key].get(url)
  if (known !== undefined) return known
  const made = createDatabase({ url, connections })
  processWide[key].set(url, made)
  return made
}

/** Closes every database of this process. */
export async function closeProcessDatabases(): Promise<void> {
  await Promise.all([...(processWide[key]?.values() ?? [])].map((database) => database.close()))
}
