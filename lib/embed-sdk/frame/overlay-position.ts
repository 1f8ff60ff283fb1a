type Box = { left: number; width: number }

/**
 * Where a frame that floats over the page starts, in CSS pixels to the right of its host's left edge: 0 where it fits, else as far to
 * the left as it takes, but never beyond the page's left edge.
 */
export function placeOverlay(host: Box, overlayWidth: number, pageWidth: number): number {
  const overhang = host.left + overlayWidth - pageWidth
  if (overhang <= 0) return 0
  return Math.max(-overhang, -host.left)
}
