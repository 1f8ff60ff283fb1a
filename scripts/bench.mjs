// npm run bench: measures each work next to its floor, on a PostgreSQL of its own that writes safely. Arguments are handed on.
import './install/require-node.mjs'

const { runBench } = await import('./bench/run-bench.mjs')
await runBench()
