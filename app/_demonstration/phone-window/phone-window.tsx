import { useCallback, useRef, useState } from 'react'
import type { Messages } from '@/lib/messages/messages-for'
import { Button } from '@/lib/ui/base/button'
import { Card } from '@/lib/ui/base/card'
import { Notice } from '@/lib/ui/base/notice'
import { PicturePlace } from './picture-place'
import { useScanner } from './use-scanner'

export type PhoneWindowProps = { texts: Messages['demonstration'] }

const place = '/demonstration/phone'

/** A phone in a window: the phone pages in a frame of 390 × 664, next to it what a phone's camera would do. */
export function PhoneWindow({ texts }: PhoneWindowProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [opened, setOpened] = useState(0)
  // Into the frame's own address, where the phone page takes the code out again: an attribute would keep it in this page.
  const open = useCallback((address: string) => {
    frame.current?.contentWindow?.location.replace(address)
    setOpened((count) => count + 1)
    frame.current?.focus()
  }, [])
  const scanner = useScanner(open)
  const { scan, status } = texts
  const tone = scanner.status === 'found' ? 'success' : scanner.status === 'looking' ? 'info' : 'warning'
  return (
    <main
      className="mx-auto flex min-h-dvh max-w-4xl flex-wrap items-start justify-center gap-6 p-[min(1rem,3vw)]"
      data-opened={opened}
      id="content"
    >
      <div className="w-full max-w-[408px] shrink-0 sm:sticky sm:top-4 rounded-[2rem] border-8 border-line-strong bg-surface shadow-card">
        <iframe
          className="block h-166 w-full rounded-[1.5rem] bg-surface"
          ref={frame}
          src={`${place}/register`}
          title={texts.screenTitle}
        />
      </div>
      <div className="grid min-w-0 flex-1 basis-72 gap-4">
        <h1 className="text-xl">{texts.heading}</h1>
        <p className="text-ink-muted text-sm">{texts.notice}</p>
        <Card heading={scan.heading}>
          <div role="status">
            {scanner.status === null ? null : <Notice tone={tone}>{status[scanner.status]}</Notice>}
          </div>
          {scanner.isSharing ? (
            <>
              <video
                aria-label={scan.preview}
                autoPlay
                className="max-h-48 w-full rounded-md bg-sunken"
                muted
                playsInline
                ref={scanner.video}
              />
              <Button onClick={scanner.stopSharing} variant="secondary">
                {scan.cancel}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={scanner.shareScreen}>{scan.screen}</Button>
              <p className="text-ink-muted text-sm">{scan.screenHint}</p>
            </>
          )}
          <PicturePlace onPicture={scanner.readPicture} texts={scan} />
        </Card>
        <Card heading={texts.open.heading}>
          <Button onClick={() => open(`${place}/my`)} variant="secondary">
            {texts.open.my}
          </Button>
          <Button onClick={() => open(`${place}/register/guide`)} variant="secondary">
            {texts.open.guide}
          </Button>
        </Card>
      </div>
    </main>
  )
}
