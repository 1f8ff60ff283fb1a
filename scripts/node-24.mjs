// npm run node-24: starts the product on Node 24, from the npm registry, and signs once in it. Part of .ci/run. Touches no data of yours.
import './install/require-node.mjs'

const { runOnNode } = await import('./install/run-on-node.mjs')
await runOnNode('24.9.0')
