import type { Server } from 'node:http'

/** Scripts, styles, source maps and reports of the framework's development server. None of them exists in a built product. */
export function isFrameworkAddress(url: string): boolean {
  return url.startsWith('/_next/') || url.startsWith('/__nextjs')
}

/** Hands the WebSocket by which the framework announces changes to the server on which it listens; any other one is closed. */
export function passUpgrades(from: Server, to: Server): void {
  from.on('upgrade', (request, socket, head) => {
    if (isFrameworkAddress(request.url ?? '')) to.emit('upgrade', request, socket, head)
    else socket.destroy()
  })
}
