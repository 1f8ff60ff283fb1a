import { parseArgs } from 'node:util'
import { Refusal } from '../process/refusal.mjs'

/** The groups of steps, in their order. */
export const GROUPS = /** @type {const} */ (['static', 'unit', 'database', 'e2e'])

/**
 * Which groups `npm test` runs, and the files that a single group is limited to.
 * @param {string[]} args `--only <group>`, then files for its runner
 * @returns {{ groups: readonly string[], files: string[] }}
 */
export function parseTestOptions(args) {
  let parsed
  try {
    parsed = parseArgs({ args, allowPositionals: true, options: { only: { type: 'string' } } })
  } catch (error) {
    throw new Refusal(
      `${error instanceof Error ? error.message : error}\nUse: npm test [-- --only ${GROUPS.join('|')}]`,
    )
  }
  const { values, positionals } = parsed
  if (values.only === undefined) {
    if (positionals.length > 0) throw new Refusal(`Files can be named with --only unit, database or e2e.`)
    return { groups: GROUPS, files: [] }
  }
  const group = GROUPS.find((name) => name === values.only)
  if (group) return { groups: [group], files: positionals }
  throw new Refusal(`--only is "${values.only}". It must be one of ${GROUPS.join(', ')}.`)
}
