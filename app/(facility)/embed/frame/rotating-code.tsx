import { QRCodeSVG } from 'qrcode.react'
import { useEffect, useState } from 'react'
import { codeGeometry, type Room } from './code-geometry'

type RotatingCodeProps = {
  url: string
  /** Read out instead of the picture. */
  label: string
  isLarge: boolean
}

/** The code on white paper in both colour schemes, with its quiet zone. An image, not a link: it is for another device only (AT-10). */
export function RotatingCode({ url, label, isLarge }: RotatingCodeProps) {
  const room = useRoom()
  const { version, size } = codeGeometry(url.length, room, isLarge)
  return (
    <div className="border border-line bg-white" data-testid="rotating-code">
      <QRCodeSVG level="L" marginSize={4} minVersion={version} size={size} title={label} value={url} />
    </div>
  )
}

function useRoom(): Room {
  const [room, setRoom] = useState(readRoom)
  useEffect(() => {
    const update = () => setRoom(readRoom())
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [])
  return room
}

function readRoom(): Room {
  return { width: window.innerWidth, height: window.innerHeight, pixelRatio: window.devicePixelRatio }
}
