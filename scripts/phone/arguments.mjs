import { Refusal } from '../process/refusal.mjs'

const USAGE =
  'npm run phone                   opens the phone and the example EMR\n' +
  'npm run phone -- "<address>"    opens the phone at the address of a two-dimensional code\n' +
  'npm run phone -- --headless     walks registration, sign-in and a signature without a window, and leaves pictures'

/**
 * What to do, from the command line.
 * @param {readonly string[]} args
 * @returns {{ isHeadless: boolean, url: string | undefined }}
 * @throws {Refusal} for anything else, with the three ways to call it
 */
export function readArguments(args) {
  const isHeadless = args.includes('--headless')
  const [url, ...more] = args.filter((arg) => arg !== '--headless')
  if (more.length > 0 || url?.startsWith('-')) throw new Refusal(`This is not understood: ${args.join(' ')}\n${USAGE}`)
  if (url === undefined) return { isHeadless, url }
  if (isHeadless) throw new Refusal(`--headless takes no address: it uses the demonstration's own.\n${USAGE}`)
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return { isHeadless, url }
  throw new Refusal(
    `"${url}" is no address. Put it between quotation marks, or the shell drops what follows the #.\n${USAGE}`,
  )
}

/**
 * Windows need a display on Linux.
 * @param {{ platform: string, environment: Record<string, string | undefined> }} machine
 * @throws {Refusal} saying what to do without one
 */
export function requireDisplay({ platform, environment }) {
  if (platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY) return
  throw new Refusal(
    'There is no display, so no window can be opened. Run it on a desktop, or walk the journey without windows:\n' +
      '  npm run phone -- --headless',
  )
}
