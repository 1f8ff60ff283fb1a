export type FrameTheme = 'light' | 'dark'

/**
 * The scheme to show a frame in: the vendor's choice, else the one that the element around it is drawn in. A page without dark colours of its
 * own is light on every computer: the preference of the operating system alone never decides (E11).
 */
export function chooseTheme(chosen: unknown, element: HTMLElement): FrameTheme {
  if (chosen === 'light' || chosen === 'dark') return chosen
  return isDark(canvasOf(element)) ? 'dark' : 'light'
}

/** The system colour of the page's ground, as the element's used colour scheme has it: `color-scheme`, `<meta>` and preference together. */
function canvasOf(element: HTMLElement): string {
  const probe = element.ownerDocument.createElement('span')
  probe.style.setProperty('color', 'Canvas')
  element.append(probe)
  const canvas = getComputedStyle(probe).color
  probe.remove()
  return canvas
}

/** Whether a computed colour such as `rgb(18, 18, 18)` is nearer to black than to white; what is no such colour is not dark. */
export function isDark(color: string): boolean {
  const channels = /^rgba?\((\d+), (\d+), (\d+)/.exec(color)?.slice(1).map(Number) ?? []
  return channels.length === 3 && channels.reduce((sum, channel) => sum + channel, 0) < 3 * 128
}
