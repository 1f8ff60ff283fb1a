import { expect, test } from 'vitest'
import { challengePurposes, isChallengePurpose } from './challenge-purpose'
import { clientRefusalReasons, isClientRefusalReason } from './client-refusal-reason'
import {
  authorityConsoleRoles,
  facilityConsoleRoles,
  isAuthorityConsoleRole,
  isFacilityConsoleRole,
} from './console-role'
import { denialReasons, isDenialReason } from './denial-reason'
import { documentKinds, isDocumentKind } from './document-kind'
import { isLaunchPurpose, launchPurposes } from './launch-purpose'
import { isMethodReason, methodReasons } from './method-reason'
import { isNotificationCardRoute, notificationCardRoutes } from './notification-card-route'
import { isNumberMatching, numberMatchings } from './number-matching'
import { isProfession, professions } from './profession'
import { attestationPolicies, isAttestationPolicy } from './settings/attestation-policy'
import { compatAuthentications, isCompatAuthentication } from './settings/compat-authentication'
import { isKeystoreKind, keystoreKinds } from './settings/keystore-kind'
import { isLogLevel, logLevels } from './settings/log-level'
import { isProcessRole, processRoles } from './settings/process-role'
import { isSide, sides } from './settings/side'
import { isSigningKeyAlgorithm, signingKeyAlgorithms } from './settings/signing-key-algorithm'
import { isSyncedPasskeys, syncedPasskeysPolicies } from './settings/synced-passkeys'
import { isSignInMethod, signInMethods } from './sign-in-method'
import { isSignInStatusName, signInStatusNames } from './sign-in-status'
import { certificatePeriods, isCertificatePeriod } from './states/certificate-period'
import { credentialStates, isCredentialState } from './states/credential-state'
import { deviceAuthorizationEnds, isDeviceAuthorizationEnd } from './states/device-authorization-end'
import { deviceAuthorizationStates, isDeviceAuthorizationState } from './states/device-authorization-state'
import { isNotificationCardState, notificationCardStates } from './states/notification-card-state'
import { isReachability, reachabilities } from './states/reachability'
import { isRegistrationStep, registrationSteps } from './states/registration-step'
import { isSadState, sadStates } from './states/sad-state'
import { isSadUnitState, sadUnitStates } from './states/sad-unit-state'
import { isSignInState, signInStates } from './states/sign-in-state'
import { isSignatureRequestState, signatureRequestStates } from './states/signature-request-state'
import { isSigningKeyState, signingKeyStates } from './states/signing-key-state'
import { isSigningState, signingStates } from './states/signing-state'
import { isTokenMode, tokenModes } from './token-mode'
import { isVerdictResult, verdictResults } from './verdict-result'
import { isWayOn, waysOn } from './way-on'

const words: { word: string; list: readonly string[]; guard(value: unknown): boolean }[] = [
  { word: 'console-role (facility)', list: facilityConsoleRoles, guard: isFacilityConsoleRole },
  { word: 'console-role (authority)', list: authorityConsoleRoles, guard: isAuthorityConsoleRole },
  { word: 'certificate-period', list: certificatePeriods, guard: isCertificatePeriod },
  { word: 'profession', list: professions, guard: isProfession },
  { word: 'sign-in-method', list: signInMethods, guard: isSignInMethod },
  { word: 'sign-in-status', list: signInStatusNames, guard: isSignInStatusName },
  { word: 'number-matching', list: numberMatchings, guard: isNumberMatching },
  { word: 'document-kind', list: documentKinds, guard: isDocumentKind },
  { word: 'token-mode', list: tokenModes, guard: isTokenMode },
  { word: 'notification-card-route', list: notificationCardRoutes, guard: isNotificationCardRoute },
  { word: 'launch-purpose', list: launchPurposes, guard: isLaunchPurpose },
  { word: 'verdict-result', list: verdictResults, guard: isVerdictResult },
  { word: 'way-on', list: waysOn, guard: isWayOn },
  { word: 'challenge-purpose', list: challengePurposes, guard: isChallengePurpose },
  { word: 'denial-reason', list: denialReasons, guard: isDenialReason },
  { word: 'method-reason', list: methodReasons, guard: isMethodReason },
  { word: 'registration-step', list: registrationSteps, guard: isRegistrationStep },
  { word: 'client-refusal-reason', list: clientRefusalReasons, guard: isClientRefusalReason },
  { word: 'device-authorization-state', list: deviceAuthorizationStates, guard: isDeviceAuthorizationState },
  { word: 'device-authorization-end', list: deviceAuthorizationEnds, guard: isDeviceAuthorizationEnd },
  { word: 'sign-in-state', list: signInStates, guard: isSignInState },
  { word: 'notification-card-state', list: notificationCardStates, guard: isNotificationCardState },
  { word: 'credential-state', list: credentialStates, guard: isCredentialState },
  { word: 'signing-state', list: signingStates, guard: isSigningState },
  { word: 'signature-request-state', list: signatureRequestStates, guard: isSignatureRequestState },
  { word: 'sad-state', list: sadStates, guard: isSadState },
  { word: 'sad-unit-state', list: sadUnitStates, guard: isSadUnitState },
  { word: 'signing-key-state', list: signingKeyStates, guard: isSigningKeyState },
  { word: 'reachability', list: reachabilities, guard: isReachability },
  { word: 'side', list: sides, guard: isSide },
  { word: 'process-role', list: processRoles, guard: isProcessRole },
  { word: 'log-level', list: logLevels, guard: isLogLevel },
  { word: 'synced-passkeys', list: syncedPasskeysPolicies, guard: isSyncedPasskeys },
  { word: 'attestation-policy', list: attestationPolicies, guard: isAttestationPolicy },
  { word: 'signing-key-algorithm', list: signingKeyAlgorithms, guard: isSigningKeyAlgorithm },
  { word: 'keystore-kind', list: keystoreKinds, guard: isKeystoreKind },
  { word: 'compat-authentication', list: compatAuthentications, guard: isCompatAuthentication },
]

test.each(words)('$word: no value is listed twice, and the guard accepts the listed values only', ({ list, guard }) => {
  expect(new Set(list).size).toBe(list.length)
  for (const value of list) {
    expect(guard(value)).toBe(true)
    expect(guard(` ${value}`)).toBe(false)
    expect(guard([value])).toBe(false)
  }
  for (const value of ['', 'constructor', 'toString', 0, null, undefined]) expect(guard(value)).toBe(false)
})
