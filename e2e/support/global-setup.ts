import { startWorld } from './servers/start-world'

/** Starts the servers once for the whole run; needs DATABASE_URL of a local server and a finished build. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const serverUrl = process.env['DATABASE_URL']
  if (serverUrl === undefined)
    throw new Error('DATABASE_URL must name a local PostgreSQL server: run `npm run test:e2e`')
  const running = await startWorld(serverUrl)
  process.env['SHOMEI_E2E_WORLD'] = running.worldFile
  return () => running.stop()
}
