import type { PolicyMapping } from '../certificate-extensions'
import { OID } from '../pki.oids'

type PolicyNode = {
  policy: string
  expected: ReadonlySet<string>
  parent: PolicyNode | null
  children: Set<PolicyNode>
}

/** valid_policy_tree (RFC 5280 §6.1.2 (a)); `level` holds the nodes of the deepest level, none when the tree is NULL. */
export type PolicyTree = { root: PolicyNode; level: PolicyNode[]; nodes: number }

/** More nodes than this are work that only an attacker has made (CVE-2023-0464 and its like). */
export const maxPolicyNodes = 1_000

/** Thrown inside this folder only: the tree would grow beyond `maxPolicyNodes`. */
export class PolicyTreeTooLarge extends Error {
  override readonly name = 'PolicyTreeTooLarge'
}

export function plantPolicyTree(): PolicyTree {
  const root = {
    policy: OID.anyPolicy,
    expected: new Set([OID.anyPolicy]),
    parent: null,
    children: new Set<PolicyNode>(),
  }
  return { root, level: [root], nodes: 1 }
}

export function isTreeNull(tree: PolicyTree): boolean {
  return tree.level.length === 0
}

/**
 * RFC 5280 §6.1.3 (d), (e): one level for the policies of the next certificate, `null` where it has no such extension.
 * @throws {PolicyTreeTooLarge}
 */
export function growPolicyTree(tree: PolicyTree, policies: readonly string[] | null, isAnyPolicyTaken: boolean): void {
  const above = tree.level
  tree.level = []
  for (const policy of policies ?? []) {
    if (policy === OID.anyPolicy) continue
    const expecting = above.filter(({ expected }) => expected.has(policy))
    const parents = expecting.length > 0 ? expecting : above.filter((node) => node.policy === OID.anyPolicy)
    for (const parent of parents) addNode(tree, parent, policy)
  }
  if (isAnyPolicyTaken && policies?.includes(OID.anyPolicy)) {
    for (const parent of above) addExpected(tree, parent)
  }
  for (const node of above) if (node.children.size === 0) removeNode(tree, node)
}

/**
 * RFC 5280 §6.1.4 (b): policies of the deepest level are renamed, or, where mapping is inhibited, dropped.
 * @throws {PolicyTreeTooLarge}
 */
export function mapPolicies(tree: PolicyTree, mappings: readonly PolicyMapping[], isMappingAllowed: boolean): void {
  for (const policy of new Set(mappings.map(({ issuerDomainPolicy }) => issuerDomainPolicy))) {
    const mapped = mappings.filter((mapping) => mapping.issuerDomainPolicy === policy)
    const expected = new Set(mapped.map(({ subjectDomainPolicy }) => subjectDomainPolicy))
    const nodes = tree.level.filter((node) => node.policy === policy)
    if (!isMappingAllowed) {
      tree.level = tree.level.filter((node) => node.policy !== policy)
      for (const node of nodes) removeNode(tree, node)
    } else if (nodes.length > 0) {
      for (const node of nodes) node.expected = expected
    } else {
      const parent = tree.level.find((node) => node.policy === OID.anyPolicy)?.parent
      if (parent) addNode(tree, parent, policy, expected)
    }
  }
}

/**
 * RFC 5280 §6.1.5 (g): the policies, in the words of the anchor's domain, under which the path is valid; empty when the
 * intersection with the wanted ones is.
 */
export function intersectPolicies(tree: PolicyTree, wanted: readonly string[]): string[] {
  const named = new Set(namedAtTop(tree))
  const isAnyLeft = tree.level.some(({ policy }) => policy === OID.anyPolicy)
  if (wanted.includes(OID.anyPolicy)) return [...named, ...(isAnyLeft ? [OID.anyPolicy] : [])]
  return [...new Set(wanted)].filter((policy) => named.has(policy) || isAnyLeft)
}

/** valid_policy_node_set: the nodes directly under a node of anyPolicy. After pruning each has a leaf. */
function namedAtTop(tree: PolicyTree): string[] {
  if (isTreeNull(tree)) return []
  const names: string[] = []
  let anyNode: PolicyNode | undefined = tree.root
  while (anyNode !== undefined) {
    const children: PolicyNode[] = [...anyNode.children]
    names.push(...children.flatMap(({ policy }) => (policy === OID.anyPolicy ? [] : [policy])))
    anyNode = children.find(({ policy }) => policy === OID.anyPolicy)
  }
  return names
}

function addExpected(tree: PolicyTree, parent: PolicyNode): void {
  const present = new Set([...parent.children].map(({ policy }) => policy))
  for (const policy of parent.expected) if (!present.has(policy)) addNode(tree, parent, policy)
}

function addNode(
  tree: PolicyTree,
  parent: PolicyNode,
  policy: string,
  expected: ReadonlySet<string> = new Set([policy]),
) {
  tree.nodes += 1
  if (tree.nodes > maxPolicyNodes) throw new PolicyTreeTooLarge()
  const node = { policy, expected, parent, children: new Set<PolicyNode>() }
  parent.children.add(node)
  tree.level.push(node)
}

function removeNode(tree: PolicyTree, node: PolicyNode): void {
  for (let leaf = node; leaf.parent !== null && leaf.children.size === 0; leaf = leaf.parent) {
    leaf.parent.children.delete(leaf)
    tree.nodes -= 1
  }
}
