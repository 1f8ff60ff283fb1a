/**
 * Violations that are accepted, each with its reason: `<rule> <path> <reason>`, one a line.
 * @typedef {{ rule: string, path: string, reason: string }} Waiver
 */

/**
 * @param {string} text
 * @returns {Waiver[]}
 */
export function parseWaivers(text) {
  return text.split('\n').flatMap((line, index) => {
    if (!line.trim() || line.startsWith('#')) return []
    const [rule = '', path = '', ...words] = line.trim().split(/\s+/)
    const reason = words.join(' ')
    if (reason.length < 10) throw new Error(`waivers.txt:${index + 1}: a waiver is "<rule> <path> <reason>".`)
    return [{ rule, path, reason }]
  })
}

/**
 * Takes the waived violations out. A waiver that fits nothing is a violation itself, so that the list stays true.
 * @param {import('./rules/check-layers.mjs').Violation[]} violations
 * @param {Waiver[]} waivers
 * @returns {import('./rules/check-layers.mjs').Violation[]}
 */
export function applyWaivers(violations, waivers) {
  const fits = (waiver, violation) => waiver.rule === violation.rule && waiver.path === violation.path
  const left = violations.filter((violation) => !waivers.some((waiver) => fits(waiver, violation)))
  const idle = waivers.filter((waiver) => !violations.some((violation) => fits(waiver, violation)))
  const message = 'This waiver is not needed any more: take the line out of scripts/lint/waivers.txt.'
  return [...left, ...idle.map(({ path }) => ({ rule: 'waivers', path, message }))]
}
