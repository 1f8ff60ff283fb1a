import { dirname } from 'node:path'
import { layerOf } from '../layers.mjs'

/** Lines after which a file has to be divided, by kind; the first that fits counts. */
const LIMITS = [
  { kind: 'browser test', files: /^e2e\/.*\.spec\.ts$/, lines: 400 },
  { kind: 'test', files: /\.test\.\w+$/, lines: 500 },
  {
    kind: 'table',
    files: /\.errors\.ts$|^lib\/messages\/(?:ja|en)\/|^lib\/wire\/|\.(?:policy|oids|findings)\.ts$/,
    lines: 400,
  },
  { kind: 'screen', files: /^(?:app|lib\/ui)\/.*\.tsx$/, lines: 250 },
  { kind: 'module', files: /./, lines: 300 },
]
const FILES_IN_A_FOLDER = 16
const LINES_OF_A_FUNCTION = 70
const TEST = /\.(?:test|spec)\.\w+$/

/**
 * Long files and crowded folders cannot be reviewed as a whole.
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkSizes(project) {
  return [...checkFiles(project), ...checkFolders(project), ...checkFunctions(project)]
}

/** @param {import('../project.mjs').Project} project */
function checkFiles(project) {
  return [...project.values()].flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    const limit = LIMITS.find((row) => row.files.test(path))
    if (!limit || lines <= limit.lines) return []
    const message = `${lines} lines; a ${limit.kind} stops at ${limit.lines}. Divide it, one exported thing per file.`
    return [{ rule: 'size', path, message }]
  })
}

/** @param {import('../project.mjs').Project} project */
function checkFolders(project) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const path of project.keys()) {
    if (!TEST.test(path) && path.includes('/')) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  }
  return [...counts].flatMap(([path, count]) => {
    if (count <= FILES_IN_A_FOLDER) return []
    const message = `${count} source files; a folder stops at ${FILES_IN_A_FOLDER}. Group them by what they are about.`
    return [{ rule: 'folder-size', path, message }]
  })
}

/** The callbacks of describe() and test() group rows and are no functions to read; their helpers are in testing/. */
function checkFunctions(project) {
  return [...project.values()].flatMap(({ path, functions }) => {
    if (layerOf(path)?.name === 'tests') return []
    return functions.flatMap(({ name, line, lines }) => {
      if (lines <= LINES_OF_A_FUNCTION) return []
      const message = `"${name}" has ${lines} lines; a function stops at ${LINES_OF_A_FUNCTION}. Cut it into named steps.`
      return [{ rule: 'function-size', path, line, message }]
    })
  })
}
