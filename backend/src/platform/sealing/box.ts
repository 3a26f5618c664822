/** The sealed part of an event for one subject, bound to its place: moved to another stream, revision or event it does not open. */
import { freshBytes } from './random-bytes';
import { subjectName, type Scope, type SubjectKey } from './subject';
import { NONCE_BYTES, openXaes, sealXaes } from './xaes-256-gcm';

/** Storage format: these names are what is written for ever. */
export interface Box {
  /** `<role>:<subject id>` */
  readonly s: string;
  /** Key id. */
  readonly k: string;
  /** Nonce, base64url. */
  readonly n: string;
  /** Ciphertext and tag, base64url. */
  readonly x: string;
}

/** Where the event of the box stands. */
export interface BoxPlace {
  readonly scope: Scope;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly storedType: string;
}

/** The box was changed, moved, or sealed under another key. */
export class BoxDoesNotOpen extends Error {
  override readonly name = 'BoxDoesNotOpen';
}

const FORMAT = 'leadgen-box-1';
const STEP = 64;
const SPACE = 0x20;

export function sealBox(place: BoxPlace, key: SubjectKey, fields: unknown): Box {
  const nonce = freshBytes(NONCE_BYTES);
  const s = subjectName(key);
  const sealed = sealXaes(key.key, nonce, padded(JSON.stringify(fields)), associatedData(place, s, key.keyId));
  return { s, k: key.keyId, n: nonce.toString('base64url'), x: sealed.toString('base64url') };
}

/** Throws BoxDoesNotOpen. */
export function openBox(place: BoxPlace, key: SubjectKey, box: Box): unknown {
  let plaintext: Buffer;
  try {
    plaintext = openXaes(key.key, Buffer.from(box.n, 'base64url'), Buffer.from(box.x, 'base64url'), associatedData(place, box.s, box.k));
  } catch {
    throw new BoxDoesNotOpen(`The box of ${box.s} in ${place.stream} at revision ${String(place.revision)} does not open under key ${key.keyId}.`);
  }
  return JSON.parse(plaintext.toString('utf8')) as unknown;
}

/** Spaces up to a step, so that lengths tell little; JSON ignores them when read. */
function padded(json: string): Buffer {
  const length = Buffer.byteLength(json);
  const bytes = Buffer.alloc(Math.max(1, Math.ceil(length / STEP)) * STEP, SPACE);
  bytes.write(json, 0, 'utf8');
  return bytes;
}

/** A JSON list: no two different places give the same bytes. */
const associatedData = (place: BoxPlace, subject: string, keyId: string): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, place.scope, place.stream, place.revision, place.eventId, place.storedType, subject, keyId]));
