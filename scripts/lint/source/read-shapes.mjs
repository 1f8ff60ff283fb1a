/**
 * What a file consists of: its functions with their length, and its queries: SQL, or Prisma's client of a `Database`.
 * @typedef {{ name: string, line: number, lines: number }} FunctionFact
 * @typedef {{ line: number, start: string }} QueryFact
 */

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
const QUERY_METHODS = new Set(['unsafe', '$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe'])
const STATEMENT =
  /^\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH|MERGE\s+INTO|CREATE|ALTER|DROP|LOCK|TRUNCATE)\s/

/** @param {(position: number) => number} lineAt */
export function shapeReader(lineAt) {
  /** @type {FunctionFact[]} */
  const functions = []
  /** @type {QueryFact[]} */
  const queries = []
  const addQuery = (node, text) => queries.push({ line: lineAt(node.start), start: text.trim().slice(0, 30) })

  /** @type {import('./parse-source.mjs').Visit} */
  function visit(node, parents) {
    if (FUNCTIONS.has(node.type)) {
      const lines = lineAt(node.end - 1) - lineAt(node.start) + 1
      functions.push({ name: nameOf(node, parents.at(-1)), line: lineAt(node.start), lines })
    } else if (node.type === 'TaggedTemplateExpression') {
      const tag = lastName(node.tag)
      const text = node.quasi.quasis[0].value.raw
      if (tag === 'sql' || QUERY_METHODS.has(tag) || STATEMENT.test(text)) addQuery(node, text)
    } else if (isPrismaClient(node, parents.at(-1))) {
      addQuery(node, 'prisma')
    } else if (node.type === 'CallExpression' && QUERY_METHODS.has(lastName(node.callee))) {
      addQuery(node, lastName(node.callee))
    }
  }
  return { visit, functions, queries }
}

/** `sql` of sql, tx.sql and db.sql<Row[]>. */
function lastName(node) {
  if (node.type === 'TSInstantiationExpression') return lastName(node.expression)
  if (node.type === 'MemberExpression') return node.property.name ?? ''
  return node.name ?? ''
}

function nameOf(node, parent) {
  if (node.id) return node.id.name
  if (parent?.type === 'VariableDeclarator') return parent.id.name ?? 'function'
  return parent?.key?.name ?? 'function'
}

/** `db.prisma`, or `{ prisma }` taken from a database. */
function isPrismaClient(node, parent) {
  if (node.type === 'MemberExpression') return !node.computed && node.property.name === 'prisma'
  return node.type === 'Property' && parent?.type === 'ObjectPattern' && node.key.name === 'prisma'
}
