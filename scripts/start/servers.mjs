import { join } from 'node:path'
import { Refusal } from '../process/refusal.mjs'
import { ROOT } from '../process/root.mjs'
import { addressesOf } from './addresses.mjs'
import { startService, untilReady } from './start-service.mjs'

/**
 * A server to start: `mark` is a part of its command line, `url` answers when it is ready, `log` is a file of the data folder.
 * @typedef {{ name: string, args: string[], mark: string, env: Record<string, string | undefined>, log: string, url: string }} ServerPlan
 */

/**
 * Starts servers and waits until each answers.
 * @param {ServerPlan[]} plans
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {{ record: { addChild: (pid: number, mark: string) => void }, atEnd: (undo: () => unknown) => void }} duties
 */
export async function startServers(plans, folder, { record, atEnd }) {
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
 * @param {Pick<ServerPlan, 'args' | 'mark' | 'env'>} portal
 * @returns {ServerPlan[]} the portal, then the examples
 */
export function planServers(settings, folder, portal) {
  const { emrUrl, facilityUrl, authorityUrl, nationalServiceUrl } = addressesOf(settings)
  return [
    {
      name: 'The portal',
      ...portal,
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
