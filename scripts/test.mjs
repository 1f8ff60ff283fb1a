// npm test: everything that can be checked, from a fresh checkout. The last line is `N passed, N failed`.
// npm test -- --only static|unit|database|e2e [files]: one group, for work in progress.
import './install/require-node.mjs'

const { runTests } = await import('./test/run-tests.mjs')
await runTests()
