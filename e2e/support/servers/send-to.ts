import type { Side } from '@/lib/vocabulary/settings/side'
import type { World } from '../world'

/** Says which of a side's two processes gets the next requests. */
export async function sendTo(world: World, side: Side, target: 0 | 1 | 'both'): Promise<void> {
  const answer = await fetch(`${world.balancerControlUrl}/${side}?to=${target}`, { method: 'POST' })
  if (!answer.ok) throw new Error(`the balancer of the ${side} did not answer`)
}
