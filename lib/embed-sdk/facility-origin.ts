/**
 * The facility's origin: that of embed.js's own address. Nothing else decides it, no option and no message.
 * Throws if the script has no address (it was bundled or inlined), since then the origin to trust is unknown.
 */
export function readFacilityOrigin(scriptUrl: string | null): string {
  const url = parseUrl(scriptUrl)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error(
      'Shomei: load embed.js with a <script src="https://your-facility/embed.js"> element, not as a module or inline.',
    )
  }
  return url.origin
}

function parseUrl(text: string | null): URL | null {
  try {
    return text === null ? null : new URL(text)
  } catch {
    return null
  }
}
