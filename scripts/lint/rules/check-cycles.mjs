/**
 * No file may import itself through others.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkCycles(project) {
  /** @type {import('./check-layers.mjs').Violation[]} */
  const violations = []
  /** @type {Set<string>} */
  const done = new Set()
  /** @type {string[]} */
  const way = []

  /** @param {string} path */
  function visit(path) {
    if (way.includes(path)) {
      const cycle = [...way.slice(way.indexOf(path)), path]
      const message = `Cycle: ${cycle.join(' → ')}. Move what both need into a file of its own.`
      violations.push({ rule: 'cycles', path, message })
      return
    }
    if (done.has(path)) return
    done.add(path)
    way.push(path)
    for (const { target } of project.get(path)?.imports ?? []) if (target && project.has(target)) visit(target)
    way.pop()
  }

  for (const path of project.keys()) visit(path)
  return violations
}
