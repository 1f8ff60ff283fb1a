import { join } from 'node:path'
import { isDiskFull, Refusal } from '../process/refusal.mjs'
import { installed, ROOT } from '../process/root.mjs'
import { runNode } from '../process/run-step.mjs'

/**
 * Runs the Prisma CLI offline, with the engine of this repository.
 * @param {string[]} args
 * @param {{ databaseUrl?: string, isShown?: boolean }} [options]
 * @returns {Promise<string>} what it printed
 */
export async function runPrisma(args, { databaseUrl, isShown = false } = {}) {
  const result = await runNode([installed('prisma/build/index.js'), ...args], {
    isShown,
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: join(ROOT, 'scripts', 'schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
  })
  if (result.exitCode === 0) return result.output
  if (isDiskFull(result.output)) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })
  throw new Refusal(`prisma ${args.slice(0, 2).join(' ')} failed:\n${result.output.trim()}`)
}
