/** The WebAuthn library costs 17 MB in each process, and most never meet a passkey: it comes with the first one. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type of a module loaded later is that of its import
export const webAuthn = () => import('@simplewebauthn/server');
