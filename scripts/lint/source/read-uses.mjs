/**
 * Names from outside the file that its code uses: `fetch`, `process.env`, `new Date()`. Comments, texts and members of
 * other objects are none.
 * @typedef {{ name: string, line: number }} Use
 * @typedef {import('./parse-source.mjs').Node} Node
 */

/** Members whose own name is no use of a name. */
const NAMED_BY = new Map([
  ['MemberExpression', 'property'],
  ['Property', 'key'],
  ['MethodDefinition', 'key'],
  ['PropertyDefinition', 'key'],
  ['TSPropertySignature', 'key'],
  ['TSMethodSignature', 'key'],
])
/** No settings: Next replaces them when it builds. */
const BUILD_CONSTANTS = new Set(['process.env.NODE_ENV', 'process.env.NEXT_RUNTIME'])
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global'])

/** @param {(position: number) => number} lineAt */
export function nameReader(lineAt) {
  /** @type {Use[]} */
  const uses = []
  const add = (name, node) => uses.push({ name, line: lineAt(node.start) })

  /** @type {import('./parse-source.mjs').Visit} */
  function visit(node, parents) {
    const parent = parents.at(-1)
    if (node.type === 'MemberExpression') {
      const name = fullName(node)
      if (name && !BUILD_CONSTANTS.has((parent && fullName(parent)) ?? '')) add(name, node)
    } else if (node.type === 'Identifier' && isUse(node, parent) && !isParameter(node, parents)) add(node.name, node)
    else if (node.type === 'NewExpression' && node.arguments.length === 0 && node.callee.name) {
      add(`new ${node.callee.name}()`, node)
    } else if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init) {
      // const { env } = process
      const object = fullName(node.init)
      if (object)
        for (const { key, computed } of node.id.properties) if (key && !computed) add(`${object}.${key.name}`, key)
    } else if (node.type === 'ImportSpecifier') {
      // import { env as settings } from 'node:process'
      add(`${parent?.source.value.replace(/^node:/, '')}.${node.imported.name ?? node.imported.value}`, node)
    }
  }
  return { visit, uses }
}

/** `process.env` of process.env, process['env'], process?.env and globalThis.process.env. @param {Node} node */
function fullName(node) {
  if (node.type === 'ChainExpression') return fullName(node.expression)
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression') return undefined
  const object = fullName(node.object)
  const member = node.computed
    ? node.property.type === 'Literal'
      ? node.property.value
      : undefined
    : node.property.name
  if (object === undefined || typeof member !== 'string') return undefined
  return GLOBAL_OBJECTS.has(object) ? member : `${object}.${member}`
}

/**
 * @param {Node} node
 * @param {Node | undefined} parent
 */
function isUse(node, parent) {
  if (!parent || parent.type === 'TSTypeQuery') return false
  if (/^(?:Import|Export)/.test(parent.type)) return parent.type === 'ExportDefaultDeclaration'
  const key = NAMED_BY.get(parent.type)
  return key === undefined || parent[key] !== node || parent.computed === true || parent.shorthand === true
}

/** Whether a function around the name takes it as a parameter: then it is not the global one. */
function isParameter({ name }, parents) {
  return parents.some((node) => FUNCTIONS.has(node.type) && node.params.some((parameter) => binds(parameter, name)))
}

/**
 * @param {Node | null} pattern
 * @param {string} name
 * @returns {boolean}
 */
function binds(pattern, name) {
  if (!pattern) return false
  if (pattern.type === 'Identifier') return pattern.name === name
  if (pattern.type === 'AssignmentPattern') return binds(pattern.left, name)
  if (pattern.type === 'RestElement') return binds(pattern.argument, name)
  if (pattern.type === 'ArrayPattern') return pattern.elements.some((element) => binds(element, name))
  if (pattern.type !== 'ObjectPattern') return false
  return pattern.properties.some((property) => binds(property.value ?? property, name))
}
