import { layerOf } from '../layers.mjs'

const FREE = new Set(['tests', 'scripts', 'settings of tools', 'example'])
const STORE = /\.store\.ts$/
/** lib/db opens connections and transactions, checks its role and listens: its SQL asks about the database itself. */
const OWN_SQL = /^lib\/db\/|\.store\.ts$/
/** lib/console-accounts has the use cases that both consoles have in common. */
const USE_CASES = /^lib\/(?:authority|facility|console-accounts)\//

/**
 * Queries are written in *.store.ts files, and only use cases import them: a route or a screen calls a use case.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkStores(project) {
  return [...project.values()].flatMap((file) => {
    if (FREE.has(layerOf(file.path)?.name ?? '')) return []
    return [...checkQueries(file), ...file.imports.flatMap((fact) => checkImport(file.path, fact))]
  })
}

/** @param {import('../project.mjs').SourceFile} file */
function checkQueries({ path, queries }) {
  if (OWN_SQL.test(path)) return []
  return queries.map(({ line, start }) => {
    const message = `A query ("${start} …") belongs into a *.store.ts file: write it there and call it from here.`
    return { rule: 'sql', path, line, message }
  })
}

/**
 * @param {string} path
 * @param {import('../project.mjs').Import} fact
 */
function checkImport(path, { line, target = '' }) {
  if (!STORE.test(target) || USE_CASES.test(path) || folderOf(path) === folderOf(target)) return []
  const message = `${target} may be imported by use cases only. Call the use case, or write one for this.`
  return [{ rule: 'stores', path, line, message }]
}

/** `lib/audit` of lib/audit/audit.store.ts. */
function folderOf(path) {
  return path.split('/').slice(0, 2).join('/')
}
