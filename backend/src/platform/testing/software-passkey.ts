/** A passkey in software (WebAuthn level 2, ES256, attestation `none`), which answers as a browser would, and falsely where a spec asks for it. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export interface Circumstances {
  /** As the browser writes it, such as `https://leads.example.com`. */
  readonly origin: string;
  /** Domain for which the authenticator answers. */
  readonly rpId: string;
  /** False: somebody is there, but it was not seen who. */
  readonly verified?: boolean;
  /** What the authenticator counted; 0 for one that does not count. */
  readonly counter?: number;
}

type Answer = Readonly<Record<string, unknown>>;

const PRESENT = 0x01;
const VERIFIED = 0x04;
const NEW_KEY = 0x40;

export class SoftwarePasskey {
  readonly id = randomBytes(16);
  private readonly privateKey: KeyObject;
  private readonly publicKey: { readonly x: Buffer; readonly y: Buffer };

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.privateKey = privateKey;
    this.publicKey = { x: Buffer.from(x ?? '', 'base64url'), y: Buffer.from(y ?? '', 'base64url') };
  }

  /** What navigator.credentials.create() answers. */
  create(challenge: string, where: Circumstances): Answer {
    const key = cborMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, this.publicKey.x],
      [-3, this.publicKey.y],
    ]);
    const length = Buffer.from([0, this.id.length]);
    const authData = Buffer.concat([header(where, NEW_KEY), Buffer.alloc(16), length, this.id, key]);
    const attestationObject = cborMap([
      ['fmt', 'none'],
      ['attStmt', []],
      ['authData', authData],
    ]);
    const response = {
      clientDataJSON: clientData('webauthn.create', challenge, where).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
    };
    return this.answer({ ...response, transports: ['internal'] });
  }

  /** What navigator.credentials.get() answers. */
  get(challenge: string, where: Circumstances): Answer {
    const data = clientData('webauthn.get', challenge, where);
    const authenticatorData = header(where, 0);
    const signature = sign('sha256', Buffer.concat([authenticatorData, createHash('sha256').update(data).digest()]), this.privateKey);
    const parts = { clientDataJSON: data, authenticatorData, signature };
    return this.answer(Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64url')])));
  }

  private answer(response: Answer): Answer {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}

const clientData = (type: string, challenge: string, { origin }: Circumstances): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function header({ rpId, verified = true, counter = 0 }: Circumstances, flags: number): Buffer {
  const counted = Buffer.alloc(4);
  counted.writeUInt32BE(counter);
  const seen = PRESENT | (verified ? VERIFIED : 0);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags | seen]), counted]);
}

type Cbor = number | string | Buffer | readonly [];

/** As much of CBOR as an attestation needs; an empty list stands for an empty map. */
const cborMap = (entries: readonly (readonly [number | string, Cbor])[]): Buffer =>
  Buffer.concat([Buffer.from([0xa0 | entries.length]), ...entries.flatMap(([key, value]) => [cbor(key), cbor(value)])]);

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return Buffer.from([value < 0 ? 0x20 | (-1 - value) : value]);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([value.length < 24 ? Buffer.from([0x40 | value.length]) : Buffer.from([0x58, value.length]), value]);
  return Buffer.from([0xa0]);
}
