import Page, { getServerSideProps as propsOfPage } from '@/pages/register/guide'

/** The page of the same name in the window of the phone in the browser. */
export default Page

export const getServerSideProps = propsOfPage
