import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateClient } from '../prisma/commands.mjs'
import { ROOT } from '../process/root.mjs'
import { hashFiles } from './hash-files.mjs'

const CLIENT = join(ROOT, 'lib', 'db', 'generated')
const STAMP = join(ROOT, 'node_modules', '.shomei-schema')

/**
 * Makes the database client when the schema or the version of Prisma has changed.
 * @param {(message: string) => void} say
 */
export async function generateClientIfChanged(say) {
  const hash = hashFiles(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  if (existsSync(join(CLIENT, 'client.ts')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  say('Making the database client …')
  await generateClient()
  writeFileSync(STAMP, hash)
}
