// npm run check: what a change can break that is found in less than a minute: format, lint, import rules, types, dead code
// and the unit tests, without the few that try many thousands of inputs. `npm test` is everything.
import './install/require-node.mjs'

const { runCheck } = await import('./check/run-check.mjs')
await runCheck()
