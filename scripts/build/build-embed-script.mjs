import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'

/**
 * Builds the scripts that are loaded by their own address: public/embed.js, the one script an EMR page loads, with its types, and the
 * authenticator of the phone in the browser. Needs the installed dependencies.
 */
export async function buildEmbedScript() {
  const { build, stop } = await import('esbuild')
  mkdirSync(join(ROOT, 'public'), { recursive: true })
  const shared = { absWorkingDir: ROOT, bundle: true, minify: true, charset: 'utf8', logLevel: 'silent' }
  try {
    await build({
      ...shared,
      entryPoints: ['lib/embed-sdk/embed.ts'],
      outfile: 'public/embed.js',
      format: 'iife',
      globalName: 'Shomei',
      target: 'es2020',
    })
    await build({
      ...shared,
      entryPoints: ['app/_demonstration/authenticator/authenticator.ts'],
      outfile: 'public/demonstration-authenticator.js',
      format: 'iife',
      target: 'es2023',
    })
  } catch (error) {
    throw new Refusal(`The scripts in public/ could not be built: ${error instanceof Error ? error.message : error}`)
  } finally {
    await stop()
  }
  copyFileSync(join(ROOT, 'lib/embed-sdk/embed.d.ts'), join(ROOT, 'public/embed.d.ts'))
}
