import { layerOf } from '../layers.mjs'

/**
 * A broken rule. `rule` is the word that a waiver names.
 * @typedef {{ rule: string, path: string, line?: number, message: string }} Violation
 */

/**
 * Imports go downwards only, as the table of layers says.
 * @param {import('../project.mjs').Project} project
 * @returns {Violation[]}
 */
export function checkLayers(project) {
  return [...project.values()].flatMap((file) => {
    const layer = layerOf(file.path)
    if (!layer) {
      const message = 'This folder is in no layer. Name it in scripts/lint/layers.mjs, or move the file to its layer.'
      return [{ rule: 'layers', path: file.path, message }]
    }
    return file.imports.flatMap((fact) => checkImport(file, layer, fact))
  })
}

/**
 * @param {import('../project.mjs').SourceFile} file
 * @param {import('../layers.mjs').Layer} layer
 * @param {import('../project.mjs').Import} fact
 * @returns {Violation[]}
 */
function checkImport(file, layer, { specifier, line, target }) {
  const place = { rule: 'layers', path: file.path, line }
  if (target === undefined) return [{ ...place, message: `"${specifier}" leads to no file.` }]
  if (/^(?:npm|node):/.test(target) || target.startsWith('lib/db/generated/')) return []
  const other = layerOf(target)
  if (!other || other === layer || layer.mayImport.includes('*') || layer.mayImport.includes(other.name)) return []
  if (other.name === 'tests') {
    return [{ ...place, message: `${target} is for tests. Move what the product needs out of it.` }]
  }
  return [{ ...place, message: `${layer.name} may not import ${other.name} (${target}). ${layer.advice}` }]
}
