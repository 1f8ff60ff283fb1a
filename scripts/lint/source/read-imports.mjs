import { parseSource, walk } from './parse-source.mjs'

/**
 * One import of a file. `isTypeOnly` ones leave no trace in the running program. An import whose name is only known
 * when the program runs has no specifier: `text` is what the source says in its place.
 * @typedef {'import' | 'export' | 'import()' | 'import type' | 'require' | 'resolve' | 'Worker' | 'new URL'} Form
 * @typedef {{ specifier: string, line: number, isTypeOnly: boolean, form: Form }} ImportFact
 * @typedef {{ specifier: undefined, text: string, line: number, isTypeOnly: false, form: Form }} VariableImport
 * @typedef {import('./parse-source.mjs').Node} Node
 */

/**
 * Every way to another module: imports, re-exports, import(), require, import.meta.resolve, types of modules, worker
 * threads, and URLs next to the file.
 * @param {string} text TypeScript or JavaScript
 * @param {string} [path]
 * @returns {(ImportFact | VariableImport)[]}
 */
export function readImports(text, path = 'source.ts') {
  const { program, lineAt } = parseSource(path, text)
  const reader = importReader(text, lineAt)
  walk(program, reader.visit)
  return reader.imports
}

/**
 * @param {string} text
 * @param {(position: number) => number} lineAt
 */
export function importReader(text, lineAt) {
  /** @type {(ImportFact | VariableImport)[]} */
  const imports = []
  /** @type {Set<string>} names of functions made by createRequire */
  const requires = new Set(['require'])

  /**
   * @param {Form} form
   * @param {Node | undefined} name
   */
  function add(form, name, isTypeOnly = false) {
    if (!name) return
    const specifier = literalText(name)
    const line = lineAt(name.start)
    if (specifier !== undefined) imports.push({ specifier, line, isTypeOnly, form })
    else imports.push({ specifier, text: text.slice(name.start, name.end), line, isTypeOnly: false, form })
  }

  /** @type {import('./parse-source.mjs').Visit} */
  function visit(node, parents) {
    if (node.type === 'ImportDeclaration') add('import', node.source, isType(node, 'importKind'))
    else if (node.type === 'ExportAllDeclaration') add('export', node.source, node.exportKind === 'type')
    else if (node.type === 'ExportNamedDeclaration') add('export', node.source, isType(node, 'exportKind'))
    else if (node.type === 'ImportExpression') add('import()', node.source)
    else if (node.type === 'TSImportType') add('import type', node.source ?? node.argument, true)
    else if (node.type === 'TSExternalModuleReference') {
      add('require', node.expression, parents.at(-1)?.importKind === 'type')
    } else if (node.type === 'VariableDeclarator' && isCreateRequire(node.init)) requires.add(node.id.name)
    else if (node.type === 'CallExpression') visitCall(node)
    else if (node.type === 'NewExpression') visitNew(node)
  }

  /** @param {Node} call */
  function visitCall({ callee, arguments: [name] }) {
    const isRequire = callee.type === 'Identifier' && requires.has(callee.name)
    if (isRequire || isCreateRequire(callee) || isMember(callee, 'process', 'getBuiltinModule')) add('require', name)
    else if (isMember(callee, 'require', 'resolve')) add('resolve', name)
    else if (isImportMeta(callee.object) && memberName(callee) === 'resolve') add('resolve', name)
  }

  /** @param {Node} call */
  function visitNew({ callee, arguments: [first, second] }) {
    const name = callee.type === 'MemberExpression' ? memberName(callee) : callee.name
    if (name === 'Worker' || name === 'SharedWorker') {
      // A URL next to the file is read as such, one step below.
      if (!isUrlNextToFile(first)) add('Worker', first)
    } else if (name === 'URL' && isImportMetaUrl(second)) {
      // Only a source file is an import; documents and folders are read with a path made when the program runs.
      const specifier = literalText(first)
      if (specifier !== undefined && /\.[cm]?[jt]sx?$/.test(specifier)) add('new URL', asRelative(first, specifier))
    }
  }

  return { visit, imports }
}

/** The text of a string or of a template without expressions. @param {Node | undefined} node */
function literalText(node) {
  if (node?.type === 'TSLiteralType') return literalText(node.literal)
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked
  return undefined
}

/** `import { type A }` is a type as well as `import type { A }`. @param {Node} node */
function isType(node, kind) {
  if (node[kind] === 'type') return true
  const names = node.specifiers
  return names.length > 0 && names.every((name) => name[kind] === 'type')
}

/** new URL('a.mjs', base) is './a.mjs'. */
function asRelative(node, specifier) {
  const value = /^(?:\.|\/|\w+:)/.test(specifier) ? specifier : `./${specifier}`
  return { type: 'Literal', value, start: node.start, end: node.end }
}

/** @param {Node | null | undefined} node */
function memberName(node) {
  if (node?.type !== 'MemberExpression') return undefined
  return node.computed ? literalText(node.property) : node.property.name
}

function isMember(node, object, member) {
  return node?.type === 'MemberExpression' && node.object.name === object && memberName(node) === member
}

/** @param {Node | null | undefined} node */
function isCreateRequire(node) {
  if (node?.type !== 'CallExpression') return false
  return node.callee.name === 'createRequire' || memberName(node.callee) === 'createRequire'
}

/** @param {Node | null | undefined} node */
function isImportMeta(node) {
  return node?.type === 'MetaProperty' && node.meta.name === 'import'
}

/** @param {Node | null | undefined} node */
function isImportMetaUrl(node) {
  return node?.type === 'MemberExpression' && isImportMeta(node.object) && memberName(node) === 'url'
}

/** @param {Node | null | undefined} node */
function isUrlNextToFile(node) {
  if (node?.type !== 'NewExpression' || node.callee.name !== 'URL' || !isImportMetaUrl(node.arguments[1])) return false
  return literalText(node.arguments[0]) !== undefined
}
