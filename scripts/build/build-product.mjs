import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installed, ROOT } from '../process/root.mjs'
import { runNodeOrRefuse } from '../process/run-step.mjs'
import { buildEmbedScript } from './build-embed-script.mjs'
import { buildServer } from './build-server.mjs'
import { checkPages } from './check-pages.mjs'
import { compressAssets } from './compress-assets.mjs'
import { hashFiles } from './hash-files.mjs'

const SOURCES = [
  'app',
  'pages',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/build',
]
const NOT_BUILT = /\.test\.\w+$|^public\/(?:embed\.(?:js|d\.ts)|demonstration-authenticator\.js)$/
const BUILT = [
  '.next/BUILD_ID',
  '.next/portal.mjs',
  'public/embed.js',
  'public/embed.d.ts',
  'public/demonstration-authenticator.js',
]
const STAMP = join(ROOT, '.next', 'shomei-sources')

/**
 * Builds public/embed.js and the portal when a source has changed since the last time.
 * @param {(message: string) => void} say
 * @param {{ isShown?: boolean }} [options] show what the build says
 */
export async function buildProduct(say, { isShown = false } = {}) {
  const isBuilt = BUILT.every((path) => existsSync(join(ROOT, path)))
  if (isBuilt && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashFiles(SOURCES, NOT_BUILT)) return
  say('Building the portal (about half a minute) …')
  await buildEmbedScript()
  await runNodeOrRefuse('The build', [installed('next/dist/bin/next'), 'build'], {
    isShown,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  await checkPages()
  compressAssets()
  await buildServer()
  writeFileSync(STAMP, hashFiles(SOURCES, NOT_BUILT))
}
