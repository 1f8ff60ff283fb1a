import { useCallback, useEffect, useRef, useState } from 'react'
import { toPhoneAddress } from '../phone-address'
import { followScreen } from './follow-screen'
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

/**
 * Reads a QR code from a shared screen or from a picture, and hands the address of a phone page to `onAddress`. The text of the code
 * is kept nowhere. Sharing ends when a code of this portal was read, when the user ends it, or after two minutes.
 */
export function useScanner(onAddress: (address: string) => void) {
  const [status, setStatus] = useState<ScanStatus>(null)
  const [stream, setStream] = useState<MediaStream | null>(null)
  const video = useRef<HTMLVideoElement>(null)

  const end = useCallback((next: ScanStatus) => {
    setStream(null)
    setStatus(next)
  }, [])

  const take = useCallback(
    (text: string): boolean => {
      const address = toPhoneAddress(text, window.location.origin)
      if (address === null) setStatus('foreign')
      else {
        end('found')
        onAddress(address)
      }
      return address !== null
    },
    [end, onAddress],
  )

  useEffect(() => {
    const screen = video.current
    if (stream === null || screen === null) return
    screen.srcObject = stream
    const stopLooking = followScreen(screen, { onText: take, onTimeout: () => end('timeout') })
    const [track] = stream.getVideoTracks()
    const onEnded = () => end('stopped')
    track?.addEventListener('ended', onEnded)
    return () => {
      stopLooking()
      track?.removeEventListener('ended', onEnded)
      for (const each of stream.getTracks()) each.stop()
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
      const text = await readFile(file)
      if (text === null) setStatus('none')
      else take(text)
    },
    [take],
  )

  return { status, isSharing: stream !== null, video, shareScreen, stopSharing: () => end('stopped'), readPicture }
}

async function readFile(file: Blob): Promise<string | null> {
  const [{ readCode }, bitmap] = await Promise.all([import('./read-code'), createImageBitmap(file).catch(() => null)])
  const picture = bitmap === null ? null : pictureOf(bitmap)
  return picture === null ? null : readCode(picture)
}
