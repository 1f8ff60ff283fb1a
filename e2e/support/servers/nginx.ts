import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '@/scripts/judges.mjs'
import { findFreePort } from '@/scripts/process/ports.mjs'
import { type ServerProcess, startServerProcess } from './server-process'

export type Nginx = Pick<ServerProcess, 'port' | 'stop'>

type Options = {
  /** Content of the `server` block, without `listen`. */
  server: string
  /** Parameters of `listen` after the port, such as `ssl`. */
  listen?: string
}

/** Debian's nginx on a free port of loopback, with a `server` block of the test's own. */
export async function startNginx({ server, listen = '' }: Options): Promise<Nginx> {
  const program = findProgram('nginx')
  if (program === undefined) throw new Error('nginx is not installed (Debian: apt-get install nginx)')
  const folder = mkdtempSync(join(tmpdir(), 'shomei-nginx-'))
  const [port, healthPort] = [await findFreePort(), await findFreePort()]
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configuration({ folder, port, healthPort, listen, server }))
  const running = await startServerProcess({
    name: 'nginx',
    command: [program, '-p', folder, '-e', join(folder, 'error.log'), '-c', file],
    env: {},
    port: healthPort,
    host: '127.0.0.1',
    healthPath: '/',
    logFile: join(folder, 'output.log'),
  })
  return {
    port,
    async stop() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configuration(input: {
  folder: string
  port: number
  healthPort: number
  listen: string
  server: string
}): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${input.folder}/${name};`)
    .join('\n  ')
  // Started as root it would change to a user that may not read the folder.
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${input.folder}/nginx.pid;
events {}
http {
  ${temporary}
  access_log off;
  server {
    listen 127.0.0.1:${input.port} ${input.listen};
    ${input.server}
  }
  server {
    listen 127.0.0.1:${input.healthPort};
    return 204;
  }
}
`
}
