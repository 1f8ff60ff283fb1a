/** A hospital as an OAuth client. */
export type FacilityClient = {
  id: string
  clientId: string
  name: string
}
