import Head from 'next/head'
import { FaultPage } from '@/app/fault-page'

/** A phone page that broke while it was made. */
export default function PhoneError() {
  return (
    <>
      <Head>
        <title>Shomei</title>
      </Head>
      <FaultPage onRetry={() => window.location.reload()} reference={undefined} />
    </>
  )
}
