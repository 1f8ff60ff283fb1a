// npm run dev: serves the data of `npm start` from the sources: a changed page shows in the browser at once, a changed server restarts.
import './install/require-node.mjs'

const { runDev } = await import('./dev/run-dev.mjs')
await runDev()
