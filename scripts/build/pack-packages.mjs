import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../process/root.mjs'

/**
 * Packs the built packages.
 * @param {string} folder
 * @returns {string[]} paths of the tarballs
 */
export function packPackages(folder) {
  return ['embed', 'emr-client'].map((name) => {
    const options = { cwd: join(ROOT, 'packages', name), encoding: /** @type {const} */ ('utf8') }
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], options))
    return join(folder, filename.replace(/^@/, '').replace('/', '-'))
  })
}
