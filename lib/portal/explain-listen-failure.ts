import type { Settings } from '@/lib/config/settings'

/** What to change when a process cannot listen, by the code of the system's error. */
export function explainListenFailure(
  error: NodeJS.ErrnoException,
  { listenAddress, port }: Pick<Settings, 'listenAddress' | 'port'>,
): string {
  switch (error.code) {
    case 'EADDRNOTAVAIL':
      return `SHOMEI_LISTEN_ADDRESS: ${listenAddress} is no address of this machine; for all of them, SHOMEI_LISTEN_ADDRESS=0.0.0.0`
    case 'EADDRINUSE':
      return `PORT: another process listens on port ${port} of ${listenAddress}; choose another one, for example PORT=3100`
    case 'EACCES':
      return `PORT: this user may not listen on port ${port}; choose one above 1023, for example PORT=3000`
    default:
      return `SHOMEI_LISTEN_ADDRESS, PORT: cannot listen on port ${port} of ${listenAddress} (${error.code ?? 'unknown'})`
  }
}
