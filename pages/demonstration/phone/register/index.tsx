import Page from '@/pages/register'

export { getServerSideProps } from '@/pages/register'

/** The page of the same name in the window of the phone in the browser. */
export default Page
