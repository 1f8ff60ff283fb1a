import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '@/scripts/judges.mjs'
import { findFreePort } from '@/scripts/process/ports.mjs'

const stockFile = '/etc/squid/squid.conf'
const startMs = 20_000

/**
 * Debian's squid with the configuration of its package. Changed, so that it runs on loopback as anybody: the port, the paths of pid,
 * logs and core files, the folder of included files (the package's own ones are copied), and the file of host names, in which
 * `names` are this machine. `tlsPort` is added to the ports to which CONNECT is allowed, where the package has 443 alone.
 */
export async function runSquid({ names, tlsPort }: { names: readonly string[]; tlsPort: number }) {
  const program = findProgram('squid')
  if (program === undefined) throw new Error('squid is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'shomei-squid-'))
  const port = await findFreePort()
  const path = (name: string) => join(folder, name)
  mkdirSync(path('conf.d'))
  writeFileSync(path('conf.d/debian.conf'), readFileSync('/etc/squid/conf.d/debian.conf'))
  writeFileSync(path('hosts'), names.map((name) => `127.0.0.1 ${name}\n`).join(''))
  const stock = readFileSync(stockFile, 'utf8')
  const ours = stock
    .replace(/^http_port 3128$/m, `http_port 127.0.0.1:${port}`)
    .replace(/^coredump_dir .*$/m, `coredump_dir ${folder}`)
    .replace(/^include \/etc\/squid\/conf\.d\/\*\.conf$/m, `include ${path('conf.d')}/*.conf`)
    .replace(/^acl SSL_ports port 443$/m, `acl SSL_ports port 443 ${tlsPort}`)
  const added = [
    `pid_filename ${path('squid.pid')}`,
    `access_log stdio:${path('access.log')}`,
    `cache_log ${path('cache.log')}`,
    `hosts_file ${path('hosts')}`,
    'shutdown_lifetime 0 seconds',
    '',
  ]
  writeFileSync(path('squid.conf'), `${ours}\n${added.join('\n')}`)
  // Started by root it becomes the user of its package, who must write here.
  chmodSync(folder, 0o777)
  const child = spawn(program, ['-N', '-f', path('squid.conf')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const log = (name: string) => {
    try {
      return readFileSync(path(name), 'utf8')
    } catch {
      return ''
    }
  }
  await untilListening(
    port,
    () => child.exitCode === null,
    () => log('cache.log'),
  )
  return {
    url: `http://127.0.0.1:${port}`,
    /** Lines of its access log. */
    accesses: () => log('access.log').split('\n').filter(Boolean),
    async stop() {
      child.kill('SIGTERM')
      const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(hurry)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilListening(port: number, isAlive: () => boolean, log: () => string): Promise<void> {
  const deadline = performance.now() + startMs
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(socket.destroy() !== null))
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return
    if (!isAlive() || performance.now() > deadline) throw new Error(`squid did not start: ${log()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
