import { writeFileSync } from 'node:fs'
import { clientTypes } from '@/lib/api/openapi/client-types'

/** Run by `npm run generate`, in the folder of the repository. */
writeFileSync('packages/emr-client/src/api-types.ts', clientTypes())
