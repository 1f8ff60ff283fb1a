import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSource, walk } from './parse-source.mjs'

/**
 * A declaration at the top of a file: the names it uses, and the texts it hands to makers of errors.
 * @typedef {{ names: Set<string>, texts: Set<string> }} Facts
 * @typedef {{ declared: Map<string, Facts>, imported: Map<string, { path: string, name: string }> }} Module
 * @typedef {{ modules: Map<string, Module>, handlers: Map<string, { path: string, facts: Facts }> }} CallGraph
 */

/** Functions that make an error by their name: `staffError`, `refuse`, `fail`. */
const MAKERS = /Error$|[Ff]ail|[Rr]efus/
const EDGE = /lib\/api\/operations\/|lib\/problem\/|lib\/messages|lib\/vocabulary|respond-|\.errors\.ts$/

/**
 * Which function of `lib` uses which: by names, without types and without what an object's method stands for. A method of
 * a port is therefore not followed.
 * @param {string} root
 * @returns {CallGraph} `handlers`: by operationId
 */
export function readCallGraph(root) {
  const paths = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('lib', path))
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\/testing\/|\/generated\//.test(path) && !EDGE.test(path))
  const graph = { modules: new Map(), handlers: new Map() }
  for (const path of paths) readModule(root, path, graph)
  return graph
}

/**
 * Every text that is handed to a maker of errors on the way from a handler.
 * @param {CallGraph} graph
 * @param {string} operationId
 */
export function textsFrom({ modules, handlers }, operationId) {
  const handler = handlers.get(operationId)
  if (!handler) return null
  const texts = new Set()
  const seen = new Set()
  const pending = [{ path: handler.path, facts: handler.facts }]
  for (const { path, facts } of pending) {
    for (const text of facts.texts) texts.add(text)
    for (const name of facts.names) {
      const place = placeOf(modules, path, name)
      if (!place || seen.has(`${place.path}#${place.name}`)) continue
      seen.add(`${place.path}#${place.name}`)
      const found = modules.get(place.path)?.declared.get(place.name)
      if (found) pending.push({ path: place.path, facts: found })
    }
  }
  return texts
}

function placeOf(modules, path, name) {
  const module = modules.get(path)
  return module?.declared.has(name) ? { path, name } : module?.imported.get(name)
}

function readModule(root, path, { modules, handlers }) {
  const { program } = parseSource(path, readFileSync(join(root, path), 'utf8'))
  const module = { declared: new Map(), imported: new Map() }
  modules.set(path, module)
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') readImport(root, path, statement, module)
    else readDeclaration(statement.declaration ?? statement, module)
  }
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.name !== 'operation') return
    const id = node.arguments[0]?.properties?.find((each) => each.key?.name === 'operationId')?.value.value
    if (id !== undefined) handlers.set(id, { path, facts: factsOf(node.arguments[1]) })
  })
}

function readImport(root, path, statement, { imported }) {
  const { value } = statement.source
  if (statement.importKind === 'type' || !/^[.@]/.test(value)) return
  const target = value.startsWith('@/') ? value.slice(2) : join(dirname(path), value)
  const file = `${target}.ts`
  if (!existsSync(join(root, file))) return
  for (const { imported: name, local } of statement.specifiers)
    imported.set(local.name, { path: file, name: name?.name })
}

function readDeclaration(node, { declared }) {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') declared.set(node.id.name, factsOf(node))
  if (node.type !== 'VariableDeclaration') return
  for (const { id, init } of node.declarations) {
    if (init) walk(id, (each) => each.type === 'Identifier' && declared.set(each.name, factsOf(init)))
  }
}

/** @returns {Facts} */
function factsOf(root) {
  const names = new Set()
  const texts = new Set()
  walk(root, (node, parents) => {
    if (parents.some((each) => isQuestion(each) || each.type === 'TSTypeAnnotation')) return
    if (node.type === 'Identifier') names.add(node.name)
    if (node.type === 'CallExpression' && MAKERS.test(node.callee.name ?? '')) {
      for (const argument of node.arguments) {
        walk(argument, (each) => each.type === 'Literal' && typeof each.value === 'string' && texts.add(each.value))
      }
    }
  })
  return { names, texts }
}

/** `staffError.is(error, 'staff.locked')` asks for a code and throws none. */
function isQuestion(node) {
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.name === 'is'
}
