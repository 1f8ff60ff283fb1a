import type { Outcome } from '../measure/result'
import type { Scale } from '../options'

/** One measurement with everything it needs: it makes its own database, servers and load, and takes them away again. */
export type Bench = {
  name: string
  title: string
  run(databaseServerUrl: string, scale: Scale): Promise<Outcome>
}
