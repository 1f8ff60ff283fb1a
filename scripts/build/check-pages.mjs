import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'

/**
 * Refuses a build with an address that the table of paths does not have: it would be built, and then answered with 404.
 * Needs a finished build of the pages.
 */
export async function checkPages() {
  const [app, pages] = [read('app-path-routes-manifest.json'), read('server/pages-manifest.json')]
  const unlisted = unlistedAddresses([...Object.values(app), ...Object.keys(pages)], await readTable())
  if (unlisted.length > 0)
    throw new Refusal(`Not in lib/config/paths.ts, so it would be answered with 404: ${unlisted.join(', ')}`)
}

/**
 * Addresses of the build that are in no list. `[name]` stands for one piece of a path, `[...name]` for the rest of it; those that
 * begin with `/_` are the framework's own.
 * @param {string[]} built
 * @param {{ pages: Record<string, unknown>, placeOf: (path: string) => string | null }} table
 */
export function unlistedAddresses(built, { pages, placeOf }) {
  const isListed = (/** @type {string} */ address) => {
    if (address.includes('[...')) return placeOf(address) === 'operation'
    const pattern = new RegExp(`^${address.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[\w+\]/g, '[^/]+')}$`)
    return Object.keys(pages).some((path) => pattern.test(path))
  }
  return built.filter((address) => !address.startsWith('/_') && !isListed(address))
}

/** @param {string} path @returns {Record<string, string>} */
function read(path) {
  return JSON.parse(readFileSync(join(ROOT, '.next', path), 'utf8'))
}

/** The table itself, which imports types only. */
async function readTable() {
  const { transform, stop } = await import('esbuild')
  try {
    const source = readFileSync(join(ROOT, 'lib/config/paths.ts'), 'utf8')
    const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' })
    return await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
  } finally {
    await stop()
  }
}
