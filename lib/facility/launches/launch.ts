import type { LaunchPurpose } from '@/lib/vocabulary/launch-purpose'

/** Life of the ticket that an EMR page gives to its frame (rule E5). */
export const ticketSeconds = 60

/** Life of a frame's bearer; the frame asks for a new ticket before it ends. */
export const frameSessionSeconds = 900

/** Where a frame of this purpose is served. */
export const framePaths: Readonly<Record<LaunchPurpose, string>> = { sign_in: '/embed/frame', badge: '/embed/badge' }
