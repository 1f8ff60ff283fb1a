import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type OpensslAnswer = { status: number | null; output: string }

/** A folder for the files of one openssl call; removed by `dispose`. */
export function openScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'shomei-pki-'))
  return {
    folder,
    /** Writes the file and answers its path. */
    write(name: string, content: Uint8Array | string): string {
      const path = join(folder, name)
      writeFileSync(path, content, { mode: 0o600 })
      return path
    },
    read: (name: string) => new Uint8Array(readFileSync(join(folder, name))),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Runs openssl as the independent judge; standard output and error together. */
export function runOpenssl(parameters: readonly string[], cwd?: string): Promise<OpensslAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, output }))
  })
}
