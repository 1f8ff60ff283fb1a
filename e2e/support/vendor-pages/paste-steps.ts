import { spawn } from 'node:child_process'
import type { Step } from './read-blocks'

export type ShellName = 'bash' | 'zsh'

/** What one step printed on standard output, and the status of its last command. */
export type Pasted = { output: string; status: number }

const SHELLS: Record<ShellName, readonly string[]> = {
  bash: ['--noprofile', '--norc', '-i'],
  // Interactive zsh takes `#` for a word, and `?` for a pattern: a page must do without both.
  zsh: ['-f', '-i'],
}

type Place = { folder: string; env: Readonly<Record<string, string>> }

/**
 * Pastes the steps of a page one after another into one interactive shell, as a reader does, and says what each printed. What a step
 * leaves running is ended with the shell.
 */
export async function pasteSteps(shell: ShellName, steps: readonly Step[], { folder, env }: Place): Promise<Pasted[]> {
  const mark = `end-of-step-${crypto.randomUUID()}`
  const typed = steps.map(({ command }) => `${command.text}\nprintf '\\n${mark} %s\\n' "$?"\n`).join('')
  const { stdout, stderr } = await run(shell, `${typed}exit\n`, { folder, env })
  const parts = stdout.split(new RegExp(`\\n${mark} (\\d+)\\n`))
  const pasted = steps.map((_, index) => ({
    output: parts[2 * index] ?? '',
    status: Number(parts[2 * index + 1] ?? -1),
  }))
  if (pasted.some(({ status }) => status === -1)) throw new Error(`${shell} ended early: ${stderr.slice(-2_000)}`)
  return pasted
}

function run(shell: ShellName, typed: string, { folder, env }: Place): Promise<{ stdout: string; stderr: string }> {
  const { PATH = '' } = process.env
  // Japanese texts are typed in.
  const LANG = 'C.UTF-8'
  const child = spawn(shell, SHELLS[shell], {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH, LANG, HOME: folder, PS1: '', PROMPT: '', PROMPT_EOL_MARK: '', TERM: 'dumb', ...env },
    // A group of its own: an interactive shell would otherwise take the terminal of the tests.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const chunks = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    chunks.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    chunks.stderr += text
  })
  child.stdin.end(typed)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(chunks))
  })
}
