// npm start: installs, starts PostgreSQL, migrates, writes the demonstration data, builds, serves. Needs Node and the
// npm registry, nothing else. Ports and folder: SHOMEI_PORT, SHOMEI_EMR_PORT, SHOMEI_NATIONAL_SERVICE_PORT, SHOMEI_POSTGRES_PORT, SHOMEI_DATA_DIR.
import './install/require-node.mjs'

const { runStart } = await import('./start/run-start.mjs')
await runStart()
