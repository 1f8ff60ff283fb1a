import { buildProduct } from '../build/build-product.mjs'
import { PORTAL_SERVER } from '../build/build-server.mjs'
import { runCommand } from '../process/run-command.mjs'
import { addressesOf } from './addresses.mjs'
import { announce } from './announce.mjs'
import { prepareStart } from './prepare-start.mjs'
import { planServers, startServers } from './servers.mjs'

/** The whole of `npm start`, from a fresh checkout to a running demonstration, until it is asked to stop. */
export async function runStart() {
  await runCommand(async (command) => {
    const { settings, folder, env, database, record } = await prepareStart(command, 'npm start', 'start.mjs')
    await buildProduct(console.log)

    const plans = planServers(settings, folder, { args: [PORTAL_SERVER], mark: 'portal.mjs', env })
    const services = await startServers(plans, folder, { record, atEnd: command.atEnd })
    announce(folder.demonstrationFile, addressesOf(settings), settings.dataDir)
    command.exitCodeWhenStopped = 0
    throw await Promise.race([...services.map(({ ended }) => ended), database.ended])
  })
}
