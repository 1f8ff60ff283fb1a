import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'

/** The bundled server process, beside the pages it serves. */
export const PORTAL_SERVER = join(ROOT, '.next', 'portal.mjs')

/** Bundles our own server code into one file; packages stay where they are installed. Needs a finished build of the pages. */
export async function buildServer() {
  const { build, stop } = await import('esbuild')
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['lib/portal/main.ts'],
      outfile: PORTAL_SERVER,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      alias: { '@': ROOT },
      sourcemap: 'linked',
      legalComments: 'none',
      logLevel: 'silent',
    })
  } catch (error) {
    throw new Refusal(`The server could not be bundled: ${error instanceof Error ? error.message : error}`)
  } finally {
    await stop()
  }
}
