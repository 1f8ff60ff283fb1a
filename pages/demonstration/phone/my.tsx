import Page from '@/pages/my'

export { getServerSideProps } from '@/pages/my'

/** The page of the same name in the window of the phone in the browser. */
export default Page
