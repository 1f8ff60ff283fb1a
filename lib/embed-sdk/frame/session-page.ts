import type { SessionPage } from './frame-session'

/** Binds a session to one iframe of the browser's window. */
export function createSessionPage(window: Window, frame: HTMLIFrameElement, facilityOrigin: string): SessionPage {
  return {
    listen(listener) {
      window.addEventListener('message', listener)
      return () => window.removeEventListener('message', listener)
    },
    isFrame: (source) => source !== null && source === frame.contentWindow,
    connect(init) {
      const channel = new MessageChannel()
      frame.contentWindow?.postMessage(init, facilityOrigin, [channel.port2])
      return channel.port1
    },
  }
}
