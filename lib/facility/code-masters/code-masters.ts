import { open } from 'node:fs/promises'
import type { Settings } from '@/lib/config/settings'
import type { CodeMaster, CodeMasters } from '@/lib/eprescription/code-master/code-master'
import type { MasterFault } from '@/lib/eprescription/code-master/master-row'
import { MAX_MASTER_BYTES, readCodeMaster } from '@/lib/eprescription/code-master/read-code-master'
import { shareCall } from '@/lib/kernel/share-call'
import { logger } from '@/lib/log/logger'

/** The master files that the settings name. */
export type CodeMasterFiles = Pick<Settings, 'drugMasterFile' | 'usageMasterFile'>

/** How long what was read is taken without looking at the file again. */
const lookMs = 10_000

export type CodeMasterSource = { read(): Promise<CodeMasters> }

const opened = new WeakMap<CodeMasterFiles, CodeMasterSource>()

/** The masters of these settings, kept as long as the settings themselves. */
export function openCodeMasters(settings: CodeMasterFiles): CodeMasterSource {
  const known = opened.get(settings) ?? createCodeMasters(settings)
  opened.set(settings, known)
  return known
}

/**
 * Masters that are read when they are first needed, and again within 10 s of a change of the file. A file that is away, or has a
 * fault, changes nothing: the last good one serves on, and the log says once what is wrong and at which lines. Signing never fails by it.
 */
export function createCodeMasters(
  { drugMasterFile, usageMasterFile }: CodeMasterFiles,
  now: () => number = () => performance.now(),
): CodeMasterSource {
  const [drugs, usages] = [keepMaster(drugMasterFile, now), keepMaster(usageMasterFile, now)]
  return { read: async () => ({ drugs: await drugs(), usages: await usages() }) }
}

function keepMaster(file: string | null, now: () => number): () => Promise<CodeMaster | null> {
  if (file === null) return async () => null
  let master: CodeMaster | null = null
  let version: string | null = null
  const look = async () => {
    const found = await readIfChanged(file, version)
    if (found === null) return master
    version = found.version
    if (found.faults === null) {
      master = found.master
      logger().info({ file, codes: master.size }, 'a code master was read')
    } else {
      const faults = found.faults.map(toText)
      logger().error({ file, faults }, 'a code master cannot be used; the last good one serves on')
    }
    return master
  }
  return shareCall(look, { keepMs: lookMs, now })
}

type Found = { version: string } & (
  | { master: CodeMaster; faults: null }
  | { master: null; faults: (MasterFault | string)[] }
)

/** The file if it is another one than `version`; `null` if it is the same. */
async function readIfChanged(file: string, version: string | null): Promise<Found | null> {
  try {
    const handle = await open(file, 'r')
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) return unusable('not a file', version)
      const { ino, size, mtimeMs } = stat
      const seen = `${ino}/${size}/${mtimeMs}`
      if (seen === version) return null
      if (size > MAX_MASTER_BYTES) return { version: seen, master: null, faults: [{ code: 'too_large', line: null }] }
      return { version: seen, ...readCodeMaster(await handle.readFile()) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    return unusable(error instanceof Error && 'code' in error ? String(error.code) : 'unreadable', version)
  }
}

/** What cannot be read is reported once, until something else is seen. */
function unusable(reason: string, version: string | null): Found | null {
  return reason === version ? null : { version: reason, master: null, faults: [reason] }
}

function toText(fault: MasterFault | string): string {
  if (typeof fault === 'string') return fault
  return fault.line === null ? fault.code : `line ${fault.line}: ${fault.code}`
}
