import type { AppProps } from 'next/app'
import '@/app/globals.css'

/** Shell of the phone pages. */
export default function PhoneApp({ Component, pageProps }: AppProps) {
  return <Component {...pageProps} />
}
