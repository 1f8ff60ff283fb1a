import { VARIABLE_IMPORTS } from '../variable-imports.mjs'

/**
 * An import whose name is a variable could lead anywhere. It is refused outside the list in variable-imports.mjs, and
 * an entry of the list that no file needs is refused as well.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkVariableImports(project) {
  const found = [...project.values()].flatMap(({ path, variableImports }) => {
    if (VARIABLE_IMPORTS.some((entry) => entry.path === path)) return []
    return variableImports.map(({ line, form, text }) => {
      const message = `${form} of "${text}": write the name as a literal, so that the import rules can judge it.`
      return { rule: 'variable-import', path, line, message }
    })
  })
  const idle = VARIABLE_IMPORTS.filter(({ path }) => project.get(path)?.variableImports.length === 0)
  const message = 'This file has no variable import any more: take it out of scripts/lint/variable-imports.mjs.'
  return [...found, ...idle.map(({ path }) => ({ rule: 'variable-import', path, message }))]
}
