import { parseSource, walk } from './parse-source.mjs'
import { importReader } from './read-imports.mjs'
import { shapeReader } from './read-shapes.mjs'
import { nameReader } from './read-uses.mjs'

/**
 * All that the rules ask about one file, read in one pass.
 * @param {string} path
 * @param {string} text
 */
export function readSource(path, text) {
  const { program, lineAt } = parseSource(path, text)
  const readers = { imports: importReader(text, lineAt), uses: nameReader(lineAt), shapes: shapeReader(lineAt) }
  walk(program, (node, parents) => {
    for (const { visit } of Object.values(readers)) visit(node, parents)
  })
  const found = readers.imports.imports
  return {
    imports: found.filter((fact) => fact.specifier !== undefined),
    variableImports: found.filter((fact) => fact.specifier === undefined),
    uses: readers.uses.uses,
    functions: readers.shapes.functions,
    queries: readers.shapes.queries,
    isClient: program.body.some(({ directive }) => directive === 'use client'),
  }
}
