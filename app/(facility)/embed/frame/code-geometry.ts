/** CSS pixels of the frame, and how many pixels of the screen one of them has. */
export type Room = { width: number; height: number; pixelRatio: number }

/** Bytes that fit a code of versions 1 to 15 at error correction level L, in byte mode (ISO/IEC 18004, table 7). */
const capacities = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520]
/** ISO/IEC 18004, 5.3.8: light modules on each side. */
const quietModules = 4
/** The time in the address grows by two digits; with this much room the code keeps its modules until it ends. */
const growingCharacters = 2

/** What is above and below the code: header, heading, time and buttons; on a narrow frame header and buttons take two lines each. */
const usedHeight = { normal: { wide: 240, narrow: 296 }, large: { wide: 150, narrow: 205 } }
const narrowBelow = 360
const usedWidth = { normal: 42, large: 2 }
const widest = { normal: 280, large: 640 }

/**
 * The version of the code for an address of this many ASCII characters and the side of its picture in CSS pixels, quiet zone included:
 * each module is a whole number of the screen's pixels, so that a camera sees no soft edges.
 */
export function codeGeometry(length: number, room: Room, isLarge: boolean): { version: number; size: number } {
  const fitting = capacities.findIndex((capacity) => capacity >= length + growingCharacters)
  const version = fitting === -1 ? capacities.length : fitting + 1
  const modules = 17 + 4 * version + 2 * quietModules
  const kind = isLarge ? 'large' : 'normal'
  const used = usedHeight[kind][room.width < narrowBelow ? 'narrow' : 'wide']
  const side = Math.min(room.width - usedWidth[kind], room.height - used, widest[kind])
  const screenPixels = Math.max(2, Math.floor((side * room.pixelRatio) / modules))
  return { version, size: (screenPixels * modules) / room.pixelRatio }
}
