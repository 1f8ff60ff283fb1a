import { processConsoleAuth } from '@/lib/api/console-auth/process-console-auth'

export const dynamic = 'force-dynamic'

async function handle(request: Request): Promise<Response> {
  return processConsoleAuth().fetch(request)
}

export { handle as GET, handle as POST }
