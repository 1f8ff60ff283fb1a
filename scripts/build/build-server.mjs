import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'

/** The bundled server process, next to the pages it serves. */
export const PORTAL_SERVER = join(ROOT, '.next', 'portal.mjs')

/**
 * How our own server code becomes one file; packages stay where they are installed.
 * @param {string} entry
 * @param {string} outfile
 * @returns {import('esbuild').BuildOptions}
 */
export function bundleOptions(entry, outfile) {
  return {
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': ROOT },
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'silent',
  }
}

/** Bundles the server. Needs a finished build of the pages. */
export async function buildServer() {
  const { build, stop } = await import('esbuild')
  try {
    await build(bundleOptions('lib/portal/main.ts', PORTAL_SERVER))
  } catch (error) {
    throw new Refusal(`The server could not be bundled: ${error instanceof Error ? error.message : error}`)
  } finally {
    await stop()
  }
}
