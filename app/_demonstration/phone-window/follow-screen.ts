import { pictureOf } from './picture-of'

type Following = {
  /** A code was read; true when it is one of ours, which ends the search. */
  onText: (text: string) => boolean
  onTimeout: () => void
}

const everyMs = 150
const longestMs = 120_000

/** Looks at a shared screen until a code of this portal is on it, for two minutes at most. Returns what ends it earlier. */
export function followScreen(screen: HTMLVideoElement, { onText, onTimeout }: Following): () => void {
  let isOver = false
  const look = async () => {
    const { readCode } = await import('./read-code')
    const deadline = performance.now() + longestMs
    while (!isOver) {
      const picture = pictureOf(screen)
      const text = picture === null ? null : readCode(picture)
      if (isOver || (text !== null && onText(text))) return
      if (performance.now() > deadline) return onTimeout()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
  void look()
  return () => {
    isOver = true
  }
}
