import { useCallback, useEffect, useRef, useState } from 'react'
import { toPhoneAddress } from '../phone-address'
import { pictureOf } from './picture-of'

export type ScanStatus =
  | 'looking'
  | 'found'
  | 'foreign'
  | 'none'
  | 'stopped'
  | 'timeout'
  | 'refused'
  | 'unsupported'
  | null

const everyMs = 150
const longestMs = 120_000

/**
 * Reads a QR code from a shared screen or from a picture, and hands the address of a phone page to `onAddress`. The text of the code
 * is kept nowhere. Sharing ends when a code of this portal was read, when the user ends it, or after two minutes.
 */
export function useScanner(onAddress: (address: string) => void) {
  const [status, setStatus] = useState<ScanStatus>(null)
  const [stream, setStream] = useState<MediaStream | null>(null)
  const video = useRef<HTMLVideoElement>(null)

  const end = useCallback((next: ScanStatus) => {
    setStream((current) => {
      for (const track of current?.getTracks() ?? []) track.stop()
      return null
    })
    setStatus(next)
  }, [])

  const take = useCallback(
    (text: string): boolean => {
      const address = toPhoneAddress(text, window.location.origin)
      if (address === null) return false
      end('found')
      onAddress(address)
      return true
    },
    [end, onAddress],
  )

  useEffect(() => {
    const screen = video.current
    if (stream === null || screen === null) return
    screen.srcObject = stream
    let isOver = false
    const follow = async () => {
      const { readCode } = await import('./read-code')
      const deadline = performance.now() + longestMs
      while (!isOver) {
        const picture = pictureOf(screen)
        const text = picture === null ? null : readCode(picture)
        if (text !== null && take(text)) return
        if (text !== null) setStatus('foreign')
        if (performance.now() > deadline) return end('timeout')
        await new Promise((resolve) => setTimeout(resolve, everyMs))
      }
    }
    void follow()
    const onEnded = () => end('stopped')
    const [track] = stream.getVideoTracks()
    track?.addEventListener('ended', onEnded)
    return () => {
      isOver = true
      track?.removeEventListener('ended', onEnded)
    }
  }, [stream, take, end])

  const shareScreen = async () => {
    if (typeof navigator.mediaDevices?.getDisplayMedia !== 'function') return setStatus('unsupported')
    try {
      setStream(await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false }))
      setStatus('looking')
    } catch {
      // The browser says only that nothing was shared: not allowed, or no choice made.
      setStatus('refused')
    }
  }

  const readPicture = useCallback(
    async (file: Blob) => {
      setStatus('looking')
      const [{ readCode }, bitmap] = await Promise.all([
        import('./read-code'),
        createImageBitmap(file).catch(() => null),
      ])
      const picture = bitmap === null ? null : pictureOf(bitmap)
      const text = picture === null ? null : readCode(picture)
      if (text === null) setStatus('none')
      else if (!take(text)) setStatus('foreign')
    },
    [take],
  )

  return { status, isSharing: stream !== null, video, shareScreen, stopSharing: () => end('stopped'), readPicture }
}
