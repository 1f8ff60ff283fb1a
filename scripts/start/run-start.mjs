import { join } from 'node:path'
import { buildProduct } from '../build/build-product.mjs'
import { PORTAL_SERVER } from '../build/build-server.mjs'
import { generateClientIfChanged } from '../build/generate-client.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'
import { runCommand } from '../process/run-command.mjs'
import { readSettings } from '../settings.mjs'
import { addressesOf } from './addresses.mjs'
import { announce } from './announce.mjs'
import { checkAddresses } from './check-addresses.mjs'
import { checkPorts } from './check-ports.mjs'
import { openDataFolder } from './data-folder.mjs'
import { openDatabase } from './open-database.mjs'
import { prepareData } from './prepare-data.mjs'
import { takeDataFolder } from './running-record.mjs'
import { startService, untilReady } from './start-service.mjs'

const say = (message) => console.log(message)

/** The whole of `npm start`, from a fresh checkout to a running demonstration, until it is asked to stop. */
export async function runStart() {
  await runCommand(async (command) => {
    const settings = readSettings()
    const record = await takeDataFolder(settings.dataDir)
    command.atEnd(record.release)
    await checkPorts(portsOf(settings), 'npm start')
    const folder = openDataFolder(settings.dataDir, settings.key)
    checkAddresses(folder.demonstrationFile, addressesOf(settings))

    await installDependencies(say)
    const database = await openDatabase(settings, folder, command.atEnd, say)
    await generateClientIfChanged(say)
    const env = await prepareData(database.url, settings, folder, say)
    await buildProduct(say)

    const services = await startServers(settings, folder, env, { record, atEnd: command.atEnd })
    announce(folder.demonstrationFile, addressesOf(settings), settings.dataDir)
    command.exitCodeWhenStopped = 0
    throw await Promise.race([...services.map(({ ended }) => ended), database.ended])
  })
}

/** @param {import('../settings.mjs').Settings} settings */
function portsOf({ port, emrPort, nationalServicePort, postgresPort, databaseUrl }) {
  return [
    { port, what: 'the portal', variable: 'SHOMEI_PORT' },
    { port: emrPort, what: 'the example EMR', variable: 'SHOMEI_EMR_PORT' },
    {
      port: nationalServicePort,
      what: 'the stand-in for the national service',
      variable: 'SHOMEI_NATIONAL_SERVICE_PORT',
    },
    ...(databaseUrl ? [] : [{ port: postgresPort, what: 'PostgreSQL', variable: 'SHOMEI_POSTGRES_PORT' }]),
  ]
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {Record<string, string | undefined>} env
 * @param {{ record: { addChild: (pid: number, mark: string) => void }, atEnd: (undo: () => unknown) => void }} duties
 */
async function startServers(settings, folder, env, { record, atEnd }) {
  const plans = plansOf(settings, folder, env)
  const services = plans.map(({ name, args, mark, env, log }) => {
    const service = startService({ name, args, env, logFile: join(folder.logsDir, log) })
    record.addChild(service.pid, mark)
    atEnd(service.stop)
    return service
  })
  for (const [index, { url, name }] of plans.entries()) {
    const service = services[index]
    if (!service) throw new Refusal(`${name} was not started.`)
    await untilReady(service, { url, name })
  }
  return services
}

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {Record<string, string | undefined>} env of the portal
 */
function plansOf(settings, folder, env) {
  const { emrUrl, facilityUrl, authorityUrl, nationalServiceUrl } = addressesOf(settings)
  return [
    {
      name: 'The portal',
      args: [PORTAL_SERVER],
      mark: 'portal.mjs',
      env,
      log: 'portal.log',
      url: `${facilityUrl}/api/health/ready`,
    },
    {
      name: 'The example EMR',
      args: [join(ROOT, 'examples/emr/server.mjs')],
      mark: 'examples/emr/server.mjs',
      env: {
        EMR_SETTINGS: folder.demonstrationFile,
        EMR_PORT: String(settings.emrPort),
        EMR_NATIONAL_SERVICE_URL: nationalServiceUrl,
      },
      log: 'emr.log',
      url: `${emrUrl}/`,
    },
    {
      name: 'The stand-in for the national service',
      args: [join(ROOT, 'examples/national-service/server.mjs')],
      mark: 'examples/national-service/server.mjs',
      env: {
        NATIONAL_SERVICE_PORT: String(settings.nationalServicePort),
        NATIONAL_SERVICE_AUTHORITY_URL: authorityUrl,
        NATIONAL_SERVICE_AUTHORITY_CONNECT: `http://127.0.0.1:${settings.port}`,
      },
      log: 'national-service.log',
      url: `${nationalServiceUrl}/`,
    },
  ]
}
