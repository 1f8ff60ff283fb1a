import { answerCalls } from '../process/loader-protocol'
import { filledStaffCode, filledToken } from '../world/fill-tokens'
import { type ClientKey, createFormSigner } from './client-assertion'
import { type LoadRound, type PlainRequest, runKeepAliveLoad, type Target } from './keep-alive-load'

export type ReadJob = {
  target: Target
  path: string
  seconds: number
  connections: number
  /** How many different tokens or staff members are asked about, at random. */
  among: number
} & (
  | { ask: 'introspection'; signWith: ClientKey; audience: string; most: number }
  | { ask: 'introspection_without_client' }
  | { ask: 'status'; bearer: string }
)

const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }

const methods = {
  /** Everything that costs the client time, above all its signatures, is prepared before the clock starts. */
  async run(job: ReadJob): Promise<LoadRound> {
    const { target, connections, seconds } = job
    const expected = job.ask === 'status' ? '"status":"signed_in"' : '"active":true'
    return runKeepAliveLoad(target, { connections, seconds, expected, nextRequest: requestsOf(job) })
  },
}

export type ReadLoad = typeof methods

function requestsOf(job: ReadJob): () => PlainRequest | undefined {
  const { path, among } = job
  const anyOf = () => 1 + Math.floor(Math.random() * among)
  switch (job.ask) {
    case 'introspection': {
      const signForm = createFormSigner(job.signWith, job.audience)
      const bodies = Array.from({ length: job.most }, () => signForm({ token: filledToken(anyOf()) }))
      return () => {
        const body = bodies.pop()
        return body === undefined ? undefined : { method: 'POST', path, headers: form, body }
      }
    }
    case 'introspection_without_client':
      return () => ({ method: 'POST', path, headers: form, body: `token=${filledToken(anyOf())}` })
    case 'status': {
      const headers = { authorization: `Bearer ${job.bearer}`, accept: 'application/json' }
      return () => ({ method: 'GET', path: path.replace('{staff_id}', filledStaffCode(anyOf())), headers })
    }
  }
}

answerCalls(methods)
