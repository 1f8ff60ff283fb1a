import type { Picture } from './read-code'

/** Larger pictures are read at this width: a code on a screen has points enough there. */
const longestEdge = 2_560

/** The picture points of one frame of a video, or of a picture; `null` before the first frame. */
export function pictureOf(source: HTMLVideoElement | ImageBitmap): Picture | null {
  const [width, height] =
    source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height]
  if (width === 0 || height === 0) return null
  const scale = Math.min(1, longestEdge / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}
