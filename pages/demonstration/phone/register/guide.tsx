import Page from '@/pages/register/guide'

export { getServerSideProps } from '@/pages/register/guide'

/** The page of the same name in the window of the phone in the browser. */
export default Page
