import { type ChangeEvent, type DragEvent, useEffect } from 'react'
import type { Messages } from '@/lib/messages/messages-for'

type PicturePlaceProps = {
  texts: Messages['demonstration']['scan']
  onPicture: (picture: Blob) => void
}

/** Where a picture of a QR code is dropped, chosen, or pasted from anywhere on the page. */
export function PicturePlace({ texts, onPicture }: PicturePlaceProps) {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => take(event.clipboardData?.files, onPicture)
    const onDragOver = (event: Event) => event.preventDefault()
    document.addEventListener('paste', onPaste)
    // A picture that misses the place must not be opened in the window.
    document.addEventListener('dragover', onDragOver)
    document.addEventListener('drop', onDragOver)
    return () => {
      document.removeEventListener('paste', onPaste)
      document.removeEventListener('dragover', onDragOver)
      document.removeEventListener('drop', onDragOver)
    }
  }, [onPicture])
  const onDrop = (event: DragEvent) => take(event.dataTransfer.files, onPicture)
  const onChoose = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files, onPicture)
    event.target.value = ''
  }
  return (
    <fieldset
      className="grid gap-2 rounded-md border-2 border-line-strong border-dashed p-3"
      data-testid="picture-place"
      onDrop={onDrop}
    >
      <legend className="px-1 font-bold text-sm">{texts.picture}</legend>
      <p className="text-ink-muted text-sm">{texts.pictureHint}</p>
      <label className="grid min-h-11 gap-1 text-sm">
        <span>{texts.choose}</span>
        <input accept="image/*" className="min-h-11 w-full text-sm" onChange={onChoose} type="file" />
      </label>
    </fieldset>
  )
}

function take(files: FileList | null | undefined, onPicture: (picture: Blob) => void): void {
  const picture = [...(files ?? [])].find(({ type }) => type.startsWith('image/'))
  if (picture !== undefined) onPicture(picture)
}
