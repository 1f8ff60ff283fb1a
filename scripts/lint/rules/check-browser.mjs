import { isPure } from '../layers.mjs'

const SCREEN_FOLDERS = /^(?:app|pages|lib\/(?:messages|ui|browser|embed-sdk))\//
const isForBrowser = (path) => SCREEN_FOLDERS.test(path) || isPure(path)
/** All of these files run in a browser, marked 'use client' or not. */
const ENTRIES = /^(?:pages|app\/_phone|lib\/(?:browser|embed-sdk))\//
const BROWSER_PACKAGES =
  /^npm:(?:react|react-dom|next|next-auth|@simplewebauthn\/browser|qr|qrcode\.react|lucide-react|react-aria-components|recharts|@tanstack\/react-table)$/
const TEST = /\.(?:test|spec)\.\w+$|\/testing\//

/**
 * What reaches a browser: pages, files marked 'use client', the SDK, and all that they import. Types leave no trace and are
 * free, except for those of server folders.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkBrowser(project) {
  return [...findBrowserFiles(project)].flatMap((path) => {
    const file = project.get(path)
    return (file?.imports ?? []).flatMap((fact) => checkImport(path, fact))
  })
}

/**
 * The files that reach a browser.
 * @param {import('../project.mjs').Project} project
 * @returns {Set<string>}
 */
export function findBrowserFiles(project) {
  const entries = [...project.values()].filter(isEntry).map(({ path }) => path)
  const found = new Set(entries)
  for (const path of found) {
    for (const { target, isTypeOnly } of project.get(path)?.imports ?? []) {
      if (target && !isTypeOnly && project.has(target) && isForBrowser(target)) found.add(target)
    }
  }
  return found
}

/** @param {import('../project.mjs').SourceFile} file */
function isEntry({ path, isClient }) {
  return !TEST.test(path) && (isClient || ENTRIES.test(path))
}

/**
 * @param {string} path
 * @param {import('../project.mjs').Import} fact
 */
function checkImport(path, { line, target, isTypeOnly }) {
  if (target === undefined || target.endsWith('.css')) return []
  const place = { rule: 'browser', path, line }
  if (target.startsWith('lib/wire/') || target === 'npm:zod' || target.startsWith('npm:@hono/')) {
    if (isTypeOnly) return []
    const message = `${target} would put zod into the browser's script. Use \`import type\`, and let the server check.`
    return [{ ...place, message }]
  }
  if (target.startsWith('npm:')) {
    if (isTypeOnly || BROWSER_PACKAGES.test(target)) return []
    return [{ ...place, message: `${target} is not meant for the browser. Let a server component hand the result in.` }]
  }
  if (isForBrowser(target)) return []
  const message = `${target} runs on the server. Browser code imports pure folders, lib/ui, lib/messages and wire types.`
  return [{ ...place, message }]
}
