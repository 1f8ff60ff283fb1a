import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'

/** Builds public/embed.js, the one script an EMR page loads, and its types. Needs the installed dependencies. */
export async function buildEmbedScript() {
  const { build, stop } = await import('esbuild')
  mkdirSync(join(ROOT, 'public'), { recursive: true })
  try {
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['lib/embed-sdk/embed.ts'],
      outfile: 'public/embed.js',
      bundle: true,
      format: 'iife',
      globalName: 'Shomei',
      target: 'es2020',
      minify: true,
      charset: 'utf8',
      logLevel: 'silent',
    })
  } catch (error) {
    throw new Refusal(`public/embed.js could not be built: ${error instanceof Error ? error.message : error}`)
  } finally {
    await stop()
  }
  copyFileSync(join(ROOT, 'lib/embed-sdk/embed.d.ts'), join(ROOT, 'public/embed.d.ts'))
}
