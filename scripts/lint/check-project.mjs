import { checkBans } from './rules/check-bans.mjs'
import { checkBoundaries } from './rules/check-boundaries.mjs'
import { checkBrowser } from './rules/check-browser.mjs'
import { checkCycles } from './rules/check-cycles.mjs'
import { checkFolders } from './rules/check-folders.mjs'
import { checkLayers } from './rules/check-layers.mjs'
import { checkPackages } from './rules/check-packages.mjs'
import { checkSizes } from './rules/check-sizes.mjs'
import { checkStores } from './rules/check-stores.mjs'
import { checkVariableImports } from './rules/check-variable-imports.mjs'

const CHECKS = [
  checkLayers,
  checkVariableImports,
  checkBoundaries,
  checkPackages,
  checkStores,
  checkBrowser,
  checkBans,
  checkCycles,
  checkFolders,
  checkSizes,
]

/**
 * Every rule over the whole project.
 * @param {import('./project.mjs').Project} project
 * @returns {import('./rules/check-layers.mjs').Violation[]}
 */
export function checkProject(project) {
  return CHECKS.flatMap((check) => check(project))
}
