import { settings } from '@/lib/config/settings'
import { createDatabase, type Database } from './database'

const key = Symbol.for('shomei.database')
const processWide = globalThis as typeof globalThis & { [key]?: Database }

/** The database of this process; one pool even where the framework loads this module twice. */
export function processDatabase(): Database {
  const { databaseUrl: url, databaseConnections: connections } = settings()
  processWide[key] ??= createDatabase({ url, connections })
  return processWide[key]
}
