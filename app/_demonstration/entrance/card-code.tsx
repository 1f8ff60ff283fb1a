'use client'

import { QRCodeSVG } from 'qrcode.react'

/** The QR code of a notification card, dark on light in every colour scheme, with its quiet zone (ISO/IEC 18004 §6.3.8). */
export function CardCode({ url, label }: { url: string; label: string }) {
  return (
    <QRCodeSVG
      aria-label={label}
      bgColor="#ffffff"
      className="h-auto w-48 max-w-full justify-self-center"
      fgColor="#000000"
      level="M"
      marginSize={4}
      role="img"
      size={192}
      value={url}
    />
  )
}
