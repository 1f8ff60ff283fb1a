import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, TestInfo } from '@playwright/test'

const maxTextLength = 800
const maxLogBytes = 6_000

/** Prints what the pages of a failed test show: a run whose pictures are gone must still say why it failed. */
export async function reportPages(test: TestInfo, pages: readonly Page[]): Promise<void> {
  if (test.status === test.expectedStatus) return
  for (const frame of pages.flatMap((page) => page.frames())) {
    const text = await frame
      .locator('body')
      .ariaSnapshot({ timeout: 2_000 })
      .catch((error: unknown) => String(error))
    const place = URL.canParse(frame.url()) ? new URL(frame.url()).pathname : frame.url()
    console.log(`── ${place} shows:\n${text.slice(0, maxTextLength)}`)
  }
}

/** Sizes of the servers' logs now; the returned function prints what a failed test added to them. */
export function watchLogs(folder: string): (test: TestInfo) => void {
  const before = new Map(listLogs(folder).map((file) => [file, statSync(file).size]))
  return (test) => {
    if (test.status === test.expectedStatus) return
    for (const file of listLogs(folder)) {
      const added = readEnd(file, before.get(file) ?? 0)
      if (added !== '') console.log(`── ${file} says:\n${added}`)
    }
  }
}

function listLogs(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => join(folder, name))
}

function readEnd(file: string, from: number): string {
  const { size } = statSync(file)
  const start = Math.max(from, size - maxLogBytes)
  const bytes = Buffer.alloc(size - start)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, bytes, 0, bytes.length, start)
  } finally {
    closeSync(descriptor)
  }
  return bytes.toString('utf8').trim()
}
