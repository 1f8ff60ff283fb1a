import { writeFileSync } from 'node:fs'
import { findingDocument } from './finding-document'

writeFileSync(new URL('../../../docs/findings.md', import.meta.url), findingDocument())
