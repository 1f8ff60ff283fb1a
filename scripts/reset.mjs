// npm run reset: forgets the data of npm start. Deletes only what npm start made, and refuses while it runs.
import './install/require-node.mjs'

const { runReset } = await import('./start/run-reset.mjs')
await runReset()
