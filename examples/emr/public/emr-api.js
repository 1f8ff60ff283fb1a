/** What this EMR's own back end refused, with its `code`. */
export class EmrError extends Error {
  constructor(problem) {
    super(problem.detail)
    this.code = problem.code
    this.waysOn = problem.ways_on ?? []
    this.faults = problem.faults ?? []
  }
}

/** Calls this EMR's back end. Who is no longer logged in goes to the log-in page. */
export async function call(method, path, content) {
  const response = await fetch(path, {
    method,
    ...(method === 'GET'
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content ?? {}) }),
  }).catch(() => {
    throw new EmrError({ code: 'emr.unreachable', detail: '電子カルテのサーバーに接続できません。' })
  })
  const answer = await response.json()
  if (response.ok) return answer
  if (answer.code === 'session.required') location.assign('/login')
  throw new EmrError(answer)
}
