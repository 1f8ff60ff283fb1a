import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findCommandLine } from '../process/find-process.mjs'
import { writeWhole } from '../process/write-whole.mjs'

const SUFFIX = '.claim'

/**
 * Takes a folder for this process alone. Each process writes its claim before it looks for others, so that two never hold
 * the folder together: when they come at the same instant, both go without.
 * @param {string} folder made when it is missing
 * @param {string} mark a part of this process's command line: process ids are used again
 * @returns {{ hadDead: boolean, release: () => void } | undefined} undefined: a living process holds it. `hadDead`: a
 *   process that held it was killed, so that what is in the folder may be unfinished
 */
export function claimFolder(folder, mark) {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const own = `${process.pid}${SUFFIX}`
  const remove = (name) => rmSync(join(folder, name), { force: true })
  writeWhole(join(folder, own), mark)
  const others = readdirSync(folder).filter((name) => name.endsWith(SUFFIX) && name !== own)
  if (others.some((name) => isAlive(folder, name))) {
    remove(own)
    return undefined
  }
  return {
    hadDead: others.length > 0,
    // The dead ones go last: until then the folder counts as unfinished.
    release: () => [...others, own].forEach(remove),
  }
}

/**
 * @param {string} folder
 * @param {string} name of a claim
 */
function isAlive(folder, name) {
  const commandLine = findCommandLine(Number.parseInt(name, 10))
  if (commandLine === undefined) return false
  try {
    return commandLine.includes(readFileSync(join(folder, name), 'utf8'))
  } catch {
    // Released a moment ago.
    return false
  }
}
