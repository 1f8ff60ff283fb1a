import Page from '@/pages/sign-in'

export { getServerSideProps } from '@/pages/sign-in'

/** The page of the same name in the window of the phone in the browser. */
export default Page
