import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { bundleOptions } from '../build/build-server.mjs'
import { ROOT } from '../process/root.mjs'
import { untilReady } from '../start/start-service.mjs'

/** Next to the built product, which stays as it is: the framework has a folder of its own for development, too. */
export const DEVELOPMENT_SERVER = join(ROOT, '.next', 'portal-dev.mjs')

const ENTRY = 'lib/portal/development/main.ts'
const GRACE_MS = 1_000

/**
 * Serves the portal from its sources. Pages are the framework's: it compiles them when they are asked for and announces changes to
 * the browser. The server itself (APIs, use cases, edge) is bundled again when one of its files changes, and restarted.
 * @param {import('../start/servers.mjs').ServerPlan} plan
 * @param {{ record: { addChild: (pid: number, mark: string) => void }, atEnd: (undo: () => unknown) => void }} duties
 */
export async function servePortalFromSources(plan, { record, atEnd }) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  let isStopping = false
  const start = async () => {
    const startedAt = performance.now()
    child = spawn(process.execPath, plan.args, {
      cwd: ROOT,
      env: { ...process.env, ...plan.env },
      // A group of its own, so that Ctrl-C reaches it only in the order of the shutdown.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    record.addChild(child.pid ?? 0, plan.mark)
    const ended = once(child, 'exit').then(() => new Error('The portal ended. It starts again with the next change.'))
    await untilReady({ ended }, plan)
    console.log(`${plan.name} serves the sources (ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s).`)
  }
  const restart = async () => {
    if (child) await stop(child)
    if (!isStopping) await start()
  }
  atEnd(async () => {
    isStopping = true
    if (child) await stop(child)
  })
  process.once('exit', () => child?.kill('SIGKILL'))
  await watch(restart, atEnd)
}

/**
 * @param {() => Promise<void>} onBundled one call at a time; a bundle that is finished meanwhile has one more follow
 * @param {(undo: () => unknown) => void} atEnd
 */
async function watch(onBundled, atEnd) {
  const { context } = await import('esbuild')
  let working = Promise.resolve()
  let isFirst = true
  const follow = {
    name: 'follow',
    setup: ({ onEnd }) =>
      onEnd(async ({ errors }) => {
        if (errors.length > 0) return reportErrors(errors)
        if (!isFirst) console.log('A source of the server changed …')
        isFirst = false
        working = working.then(onBundled).catch((error) => console.error(error.message))
      }),
  }
  const bundler = await context({ ...bundleOptions(ENTRY, DEVELOPMENT_SERVER), plugins: [follow] })
  atEnd(() => bundler.dispose())
  await bundler.watch({ delay: 50 })
  // The first bundle is finished, its portal is starting.
  while (isFirst) await new Promise((settle) => setTimeout(settle, 50))
  await working
}

/** @param {import('esbuild').Message[]} errors */
async function reportErrors(errors) {
  const { formatMessages } = await import('esbuild')
  console.error((await formatMessages(errors, { kind: 'error', color: process.stderr.isTTY === true })).join('\n'))
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  // Open streams and the framework's own connections would keep it for seconds.
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}
