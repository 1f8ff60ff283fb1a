/** Runs once a process, before the first request. What it needs of Node is in a file that only Node loads. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { prepareProcess } = await import('@/lib/portal/prepare-process')
  prepareProcess()
}
