import { appendFileSync, copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../process/root.mjs'
import { runNodeOrRefuse } from '../process/run-step.mjs'

const LOADER_TYPES = `
/**
 * Loads \`embed.js\` from the portal of a hospital, once per page, and resolves with its API.
 * @throws Error when the portal does not answer; the next call tries again
 */
export declare function loadShomei(facilityUrl: string): Promise<ShomeiApi>
`

/** Builds the published packages into the dist of each: JavaScript and types that need nothing of this repository. */
export async function buildPackages() {
  for (const name of ['embed', 'emr-client'])
    rmSync(join(ROOT, 'packages', name, 'dist'), { recursive: true, force: true })
  await runNodeOrRefuse('Building @shomei/emr-client', [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(ROOT, 'packages/emr-client'),
  ])
  await buildLoader()
}

/** The types of embed.js are the ones that the portal serves; the loader's are added to them. */
async function buildLoader() {
  const { build, stop } = await import('esbuild')
  const dist = join(ROOT, 'packages/embed/dist')
  mkdirSync(dist, { recursive: true })
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['packages/embed/src/load-shomei.ts'],
    outfile: 'packages/embed/dist/load-shomei.js',
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'silent',
  })
  await stop()
  const types = join(dist, 'load-shomei.d.ts')
  copyFileSync(join(ROOT, 'lib/embed-sdk/embed.d.ts'), types)
  appendFileSync(types, LOADER_TYPES)
}
