/** Runs once a process, before the first request: checks the settings and lets a stopping server go although streams are open. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { setNextAuthUrl } = await import('@/lib/config/next-auth-url')
  const { settings, SettingsError } = await import('@/lib/config/settings')
  const { closeOpenStreams } = await import('@/lib/http/api/open-streams')
  try {
    setNextAuthUrl(settings())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(78)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, closeOpenStreams)
}
