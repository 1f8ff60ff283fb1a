import { buildEmbedScript } from '../build/build-embed-script.mjs'
import { findFreePort } from '../process/ports.mjs'
import { runCommand } from '../process/run-command.mjs'
import { addressesOf } from '../start/addresses.mjs'
import { announce } from '../start/announce.mjs'
import { prepareStart } from '../start/prepare-start.mjs'
import { planServers, startServers } from '../start/servers.mjs'
import { holdConnections } from './hold-connections.mjs'
import { DEVELOPMENT_SERVER, servePortalFromSources } from './serve-from-sources.mjs'

/** The whole of `npm run dev`: as `npm start`, but nothing is built and the portal follows its sources. */
export async function runDev() {
  await runCommand(async (command) => {
    const { settings, folder, env, database, record } = await prepareStart(command, 'npm run dev', 'dev.mjs')
    await buildEmbedScript()
    const ownPort = await findFreePort()
    const { close } = await holdConnections(settings.port, ownPort)
    command.atEnd(close)
    const portal = {
      args: [DEVELOPMENT_SERVER],
      mark: DEVELOPMENT_SERVER,
      env: { ...env, PORT: String(ownPort), NODE_ENV: 'development' },
    }
    const [own, ...others] = planServers(settings, folder, portal)
    await servePortalFromSources(own, { record, atEnd: command.atEnd })
    const services = await startServers(others, folder, { record, atEnd: command.atEnd })
    announce(folder.demonstrationFile, addressesOf(settings), settings.dataDir)
    console.log(
      'Pages, APIs and lib follow their sources. After a change of lib/embed-sdk, examples or prisma, start again.',
    )
    command.exitCodeWhenStopped = 0
    throw await Promise.race([...services.map(({ ended }) => ended), database.ended])
  })
}
