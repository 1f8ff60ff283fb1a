type Box = { left: number; width: number }

/**
 * Whether a badge lies in the right half of its page, so that its details open to the left: they keep the badge's edge, and the badge does
 * not move under the pointer (CSS pixels).
 */
export function opensToTheLeft(badge: Box, pageWidth: number): boolean {
  return badge.left + badge.width / 2 > pageWidth / 2
}
