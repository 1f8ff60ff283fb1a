import { isPure, layerOf } from '../layers.mjs'
import { findBrowserFiles } from './check-browser.mjs'

const FREE = new Set(['tests', 'scripts', 'settings of tools', 'example'])
const BROWSER_FOLDERS = /^(?:app|pages|lib\/(?:ui|browser|embed-sdk))\//
const isProduct = (path) => /^(?:lib|app|pages|proxy|instrumentation)/.test(path)

/**
 * Names that certain files may not use. `name` is matched whole.
 * @typedef {{ rule: string, name: RegExp, files: (path: string) => boolean, except?: RegExp, exceptBrowser?: boolean, advice: string }} Ban
 */

/** @type {Ban[]} */
const BANS = [
  {
    rule: 'environment',
    name: /^process\.env$/,
    files: isProduct,
    except: /^lib\/(?:config|card-helper)\//,
    advice: 'Read settings through lib/config, which validates them once at start.',
  },
  {
    rule: 'egress',
    name: /^(?:fetch|EventSource|WebSocket|XMLHttpRequest)$/,
    files: isProduct,
    except: /^lib\/egress\//,
    exceptBrowser: true,
    advice: 'Outbound calls go through lib/egress (proxy, client certificate, time-out, size cap).',
  },
  {
    rule: 'pure',
    name: /^Buffer$/,
    files: isPure,
    advice: 'Pure folders use Uint8Array and lib/kernel/bytes.',
  },
  {
    rule: 'pure',
    name: /^(?:Date\.now|new Date\(\)|performance\.now|process\.hrtime)$/,
    files: isPure,
    advice: 'Pure folders have no clock: take the time as an argument.',
  },
  {
    rule: 'pure',
    name: /^(?:Math\.random|(?:.*\.)?(?:getRandomValues|random(?:Bytes|UUID|Int|Fill|FillSync)))$/,
    files: isPure,
    except: /^lib\/kernel\/ids\.ts$/,
    advice: 'Pure folders make no random values: take the random bytes as an argument.',
  },
]

/**
 * @param {import('../project.mjs').Project} project
 * @returns {import('./check-layers.mjs').Violation[]}
 */
export function checkBans(project) {
  const browserFiles = findBrowserFiles(project)
  return [...project.values()].flatMap((file) => {
    if (FREE.has(layerOf(file.path)?.name ?? '')) return []
    const bans = BANS.filter((ban) => ban.files(file.path) && !ban.except?.test(file.path))
    if (bans.length === 0) return []
    const isForBrowser = BROWSER_FOLDERS.test(file.path) && browserFiles.has(file.path)
    return bans.filter((ban) => !(ban.exceptBrowser && isForBrowser)).flatMap((ban) => find(file, ban))
  })
}

/**
 * @param {import('../project.mjs').SourceFile} file
 * @param {Ban} ban
 */
function find({ path, uses }, { rule, name, advice }) {
  const lines = new Map()
  for (const use of uses) if (name.test(use.name) && !lines.has(use.line)) lines.set(use.line, use.name)
  return [...lines].map(([line, used]) => ({ rule, path, line, message: `"${used}" is not allowed here. ${advice}` }))
}
