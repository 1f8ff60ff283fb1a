import { BOUNDARIES } from '../boundaries.mjs'
import { isPure, layerOf } from '../layers.mjs'
import { PACKAGES } from '../packages.mjs'

/**
 * Each folder below the screens names the packages it may import (the table in packages.mjs).
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkPackages(project) {
  return [...project.values()].flatMap((file) => {
    if (!file.path.startsWith('lib/') || layerOf(file.path)?.name === 'tests') return []
    return file.imports.flatMap((fact) => checkImport(file.path, fact))
  })
}

/**
 * @param {string} path
 * @param {import('../project.mjs').Import} fact
 */
function checkImport(path, { line, target = '' }) {
  if (!/^(?:npm|node):/.test(target) || BOUNDARIES.some((row) => row.target.test(target))) return []
  const name = target.replace(/^npm:/, '')
  const folder = path.split('/')[1] ?? ''
  if (PACKAGES[folder]?.includes(name)) return []
  const message = isPure(path)
    ? `${name} may not be imported here. Pure folders touch nothing outside: take bytes, times and randomness as arguments.`
    : `lib/${folder} may not import ${name}. Use the folder of lib that wraps it, or name it in scripts/lint/packages.mjs.`
  return [{ rule: isPure(path) ? 'pure' : 'packages', path, line, message }]
}
