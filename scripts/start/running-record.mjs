import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stopLeftover } from '../postgres/leftover.mjs'
import { findCommandLine, stopProcess } from '../process/find-process.mjs'
import { Refusal } from '../process/refusal.mjs'
import { CONTENTS } from './data-folder.mjs'

/**
 * Who runs on a data folder. `mark` is a part of the process's command line: ids are used again.
 * @typedef {{ pid: number, mark: string }} RunningProcess
 * @typedef {{ starter: RunningProcess, children: RunningProcess[] }} RunningRecord
 */

const STOP_TIMEOUT_MS = 10_000

/**
 * The process that serves from this data folder now, if there is one.
 * @param {string} dataDir
 * @returns {RunningProcess | undefined}
 */
export function findRunning(dataDir) {
  const starter = readRecord(dataDir)?.starter
  if (!starter || starter.pid === process.pid) return undefined
  return findCommandLine(starter.pid)?.includes(starter.mark) ? starter : undefined
}

/**
 * Takes the data folder for this process. What a killed run left behind is stopped.
 * @param {string} dataDir
 * @param {string} [mark] a part of this process's command line
 * @returns {Promise<{ addChild: (pid: number, mark: string) => void, release: () => void }>}
 */
export async function takeDataFolder(dataDir, mark = 'start.mjs') {
  const other = findRunning(dataDir)
  if (other) {
    throw new Refusal(
      `Shomei already runs from this folder (process ${other.pid}). Stop it with Ctrl-C where it was started,\n` +
        'or choose another data folder and ports: SHOMEI_DATA_DIR, SHOMEI_PORT, SHOMEI_EMR_PORT, SHOMEI_NATIONAL_SERVICE_PORT,\n' +
        'SHOMEI_POSTGRES_PORT.',
    )
  }
  for (const { pid, mark } of readRecord(dataDir)?.children ?? []) {
    await stopProcess(pid, { mark, signal: 'SIGTERM', timeoutMs: STOP_TIMEOUT_MS })
  }
  await stopLeftover(join(dataDir, CONTENTS.postgres))
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  /** @type {RunningRecord} */
  const record = { starter: { pid: process.pid, mark }, children: [] }
  const path = join(dataDir, CONTENTS.running)
  const save = () => writeFileSync(path, JSON.stringify(record))
  save()
  return {
    addChild: (pid, mark) => {
      record.children.push({ pid, mark })
      save()
    },
    release: () => rmSync(path, { force: true }),
  }
}

/**
 * @param {string} dataDir
 * @returns {RunningRecord | undefined}
 */
function readRecord(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, CONTENTS.running), 'utf8'))
  } catch {
    return undefined
  }
}
