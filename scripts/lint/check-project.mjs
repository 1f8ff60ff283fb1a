import { checkBans } from './check-bans.mjs'
import { checkBoundaries } from './check-boundaries.mjs'
import { checkBrowser } from './check-browser.mjs'
import { checkCycles } from './check-cycles.mjs'
import { checkLayers } from './check-layers.mjs'
import { checkSizes } from './check-sizes.mjs'

const CHECKS = [checkLayers, checkBoundaries, checkBrowser, checkBans, checkCycles, checkSizes]

/**
 * Every rule over the whole project.
 * @param {import('./project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkProject(project) {
  return CHECKS.flatMap((check) => check(project))
}
