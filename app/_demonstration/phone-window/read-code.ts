import { decodeQR } from 'qr/decode.js'

/** Picture points as a canvas has them: RGBA, row by row. */
export type Picture = { data: Uint8ClampedArray; width: number; height: number }

const timeLimitMs = 400

/** The text of a QR code in a picture; `null` when there is none that can be read. */
export function readCode(picture: Picture): string | null {
  try {
    return decodeQR(picture, { format: 'RGBA', timeLimit: timeLimitMs })
  } catch {
    // The reader throws where it finds no code; it says so in words only.
    return null
  }
}
