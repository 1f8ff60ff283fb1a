/** The part of `document` that shows whether the page is visible. */
export type PageVisibility = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'> & {
  prerendering?: boolean
}

/** Resolves once the page is on screen: a preview, a prerendered page or a background tab must claim nothing (Q3). */
export async function whenSeen(page: PageVisibility): Promise<void> {
  if (page.prerendering) await happened(page, 'prerenderingchange')
  while (page.visibilityState !== 'visible') await happened(page, 'visibilitychange')
}

function happened(page: PageVisibility, event: string): Promise<void> {
  return new Promise((resolve) => {
    const onEvent = () => {
      page.removeEventListener(event, onEvent)
      resolve()
    }
    page.addEventListener(event, onEvent)
  })
}
