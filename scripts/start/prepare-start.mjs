import { generateClientIfChanged } from '../build/generate-client.mjs'
import { installDependencies } from '../install/install-dependencies.mjs'
import { readSettings } from '../settings.mjs'
import { addressesOf } from './addresses.mjs'
import { checkAddresses } from './check-addresses.mjs'
import { checkPorts } from './check-ports.mjs'
import { openDataFolder } from './data-folder.mjs'
import { openDatabase } from './open-database.mjs'
import { prepareData } from './prepare-data.mjs'
import { takeDataFolder } from './running-record.mjs'

const say = (message) => console.log(message)

/**
 * All that a start does before it serves: takes the data folder, installs, opens the database, migrates, writes the demonstration.
 * @param {import('../process/run-command.mjs').Command} command
 * @param {string} name of the command, as it is typed
 * @param {string} mark a part of this process's command line
 */
export async function prepareStart({ atEnd }, name, mark) {
  const settings = readSettings()
  const record = await takeDataFolder(settings.dataDir, mark)
  atEnd(record.release)
  await checkPorts(portsOf(settings), name)
  const folder = openDataFolder(settings.dataDir, settings.key)
  checkAddresses(folder.demonstrationFile, addressesOf(settings))

  await installDependencies(say)
  const database = await openDatabase(settings, folder, atEnd, say)
  await generateClientIfChanged(say)
  const env = await prepareData(database.url, settings, folder, say)
  return { settings, folder, env, database, record }
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
