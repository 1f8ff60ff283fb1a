import type { Settings } from './settings'

/** next-auth takes its own address from the environment and would otherwise believe X-Forwarded-Host; here it is the setting's. */
export function setNextAuthUrl({ facilityUrl }: Pick<Settings, 'facilityUrl'>): void {
  process.env['NEXTAUTH_URL'] = facilityUrl
}
