import { BOUNDARIES } from '../boundaries.mjs'
import { layerOf } from '../layers.mjs'

const FREE = new Set(['tests', 'scripts', 'settings of tools'])
const SIDES = /^lib\/(?<side>authority|facility)\//

/**
 * Some modules may be imported by a few folders only (the table in boundaries.mjs). The two sides are kept apart in
 * their tests as well.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkBoundaries(project) {
  return [...project.values()].flatMap((file) => {
    const layer = layerOf(file.path)?.name ?? ''
    const check = FREE.has(layer) ? checkSides : checkImport
    return file.imports.flatMap((fact) => check(file.path, fact))
  })
}

/**
 * @param {string} path
 * @param {import('../project.mjs').Import} fact
 */
function checkSides(path, { line, target }) {
  const own = SIDES.exec(path)?.groups?.side
  const other = SIDES.exec(target ?? '')?.groups?.side
  if (!own || !other || own === other) return []
  const message = `lib/${own} may not import lib/${other}, nor may its tests. Test the two together in e2e or lib/api.`
  return [{ rule: 'sides', path, line, message }]
}

/**
 * @param {string} path
 * @param {import('../project.mjs').Import} fact
 */
function checkImport(path, { line, target = '', isTypeOnly }) {
  const boundary = BOUNDARIES.find((row) => row.target.test(target))
  if (!boundary || boundary.allowedIn.test(path)) return []
  if (isTypeOnly && boundary.typesAllowedIn?.test(path)) return []
  return [{ rule: boundary.rule, path, line, message: `${target} may not be imported here. ${boundary.advice}` }]
}
