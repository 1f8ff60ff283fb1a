import { layerOf } from '../layers.mjs'

const SIDES = ['authority', 'facility']
/** Error catalogues import lib/kernel at most (the layer `errors`), so that they close no circle. */
const CATALOGUE = /^lib\/(?:authority|facility|console-accounts)\/.*\.errors\.ts$/

/**
 * The folders of a side import each other in one direction only, and so do the top folders of lib. A file in the root
 * of a side is imported by its folders and imports types of them at most; it counts as a folder of its own.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkFolders(project) {
  const roots = SIDES.flatMap((side) => checkRoot(project, side))
  const sides = SIDES.flatMap((side) => findCircles(project, (path) => folderOfSide(path, side)))
  return [...roots, ...sides, ...findCircles(project, topFolder)]
}

/** @param {string} path */
function folderOfSide(path, side) {
  const [lib, name, folder] = path.split('/')
  return lib === 'lib' && name === side && !CATALOGUE.test(path) ? `lib/${side}/${folder}` : undefined
}

/** @param {string} path */
function topFolder(path) {
  const [lib, folder, file] = path.split('/')
  return lib === 'lib' && file && !CATALOGUE.test(path) ? `lib/${folder}` : undefined
}

/**
 * @param {import('../project.mjs').Project} project
 * @param {string} side
 */
function checkRoot(project, side) {
  return productFiles(project).flatMap((file) => {
    if (dirOf(file.path) !== `lib/${side}`) return []
    return file.imports.flatMap(({ line, target = '', isTypeOnly }) => {
      if (isTypeOnly || !target.startsWith(`lib/${side}/`) || dirOf(target) === `lib/${side}` || isTest(target))
        return []
      const message = `A file in the root of lib/${side} may import types of ${target} only. Move the file into the folder it is about.`
      return [{ rule: 'folders', path: file.path, line, message }]
    })
  })
}

/**
 * One violation for each group of folders that reach each other, with the shortest circle in it.
 * @param {import('../project.mjs').Project} project
 * @param {(path: string) => string | undefined} folderOf
 */
function findCircles(project, folderOf) {
  const graph = readGraph(project, folderOf)
  /** @type {import('./check-layers.mjs').Violation[]} */
  const violations = []
  const done = new Set()
  for (const folder of [...graph.keys()].sort()) {
    const circle = done.has(folder) ? undefined : shortestCircle(graph, folder)
    if (!circle) continue
    const group = groupOf(graph, folder)
    for (const member of group) done.add(member)
    const steps = circle.map((from, index) => graph.get(from)?.get(circle[index + 1] ?? folder))
    const message = `${group.length} folders import each other in a circle: ${steps.join(', ')}. Cut a folder in two: changes apart from reads.`
    violations.push({ rule: 'folders', path: folder, message })
  }
  return violations
}

/**
 * For each folder the folders it imports, each with one import as an example.
 * @param {import('../project.mjs').Project} project
 * @param {(path: string) => string | undefined} folderOf
 * @returns {Map<string, Map<string, string>>}
 */
function readGraph(project, folderOf) {
  /** @type {Map<string, Map<string, string>>} */
  const graph = new Map()
  for (const { path, imports } of productFiles(project)) {
    const from = folderOf(path)
    if (!from) continue
    for (const { target = '', line } of imports) {
      const to = folderOf(target)
      if (!to || to === from || isTest(target)) continue
      const edges = graph.get(from) ?? new Map()
      if (!edges.has(to)) edges.set(to, `${path}:${line} → ${target}`)
      graph.set(from, edges)
    }
  }
  return graph
}

/** Folders on the shortest way from a folder back to itself. */
function shortestCircle(graph, start) {
  const ways = [[start]]
  const seen = new Set()
  for (const way of ways) {
    for (const next of graph.get(way.at(-1))?.keys() ?? []) {
      if (next === start) return way
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

/** Folders that a folder reaches and that reach it. */
function groupOf(graph, start) {
  const reachable = (from) => {
    const found = new Set([from])
    for (const folder of found) for (const next of graph.get(folder)?.keys() ?? []) found.add(next)
    return found
  }
  return [...reachable(start)].filter((folder) => reachable(folder).has(start))
}

/** @param {import('../project.mjs').Project} project */
function productFiles(project) {
  return [...project.values()].filter(({ path }) => path.startsWith('lib/') && !isTest(path))
}

/** @param {string} path */
function isTest(path) {
  return layerOf(path)?.name === 'tests'
}

/** @param {string} path */
function dirOf(path) {
  return path.slice(0, path.lastIndexOf('/'))
}
