import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..', '..')
/** Below node_modules, so that packages are found and nothing here is ever committed. */
const folder = join(root, 'node_modules', '.cache', 'shomei-bench')

/** Each process of a run, by the file it starts from. `api` is what `npm run api` serves. */
const entries = {
  api: 'lib/portal/serve-api.ts',
  'select-floor': 'bench/floors/select-floor.ts',
  'notify-floor': 'bench/floors/notify-floor.ts',
  'sign-in-floor': 'bench/floors/sign-in-floor.ts',
  'raw-signature-floor': 'bench/floors/raw-signature-floor.ts',
  'read-load': 'bench/load/read-load.ts',
  'sign-in-load': 'bench/load/sign-in-load.ts',
  'stream-load': 'bench/load/stream-load.ts',
  'signing-load': 'bench/load/signing-load.ts',
  'keystore-load': 'bench/load/keystore-load.ts',
} as const

export type BundledProcess = keyof typeof entries

/** Bundles every process of the run just as the portal is bundled, so that none pays for being compiled while it is measured. */
export async function bundleProcesses(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await build({
    absWorkingDir: root,
    entryPoints: { ...entries },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@': root },
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/** Where the bundled process lies. */
export function processFile(name: BundledProcess): string {
  return join(folder, `${name}.mjs`)
}
