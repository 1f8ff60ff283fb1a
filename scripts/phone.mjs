// npm run phone -- <url>: a phone for people without one. A phone-sized Chromium with a virtual fingerprint reader, and the
// example EMR next to it; `--headless` walks the whole journey and leaves pictures. Needs a running `npm start`.
import './install/require-node.mjs'

const { runPhone } = await import('./phone/run-phone.mjs')
await runPhone(process.argv.slice(2))
