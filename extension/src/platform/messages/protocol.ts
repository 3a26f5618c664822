// Everything the panel may ask of the background context. Only the background context writes the stores.
import type { ClaimResult, PairingLink } from '../../sign-in/pair-browser';
import type { ImportPage } from '../../import-leads/background/queue-changes';

export interface Commands {
  readonly 'decide-disclosure': { readonly request: { readonly accepted: boolean; readonly version: number }; readonly answer: null };
  readonly 'start-pairing': { readonly request: { readonly address: string }; readonly answer: PairingLink };
  readonly 'claim-pairing': { readonly request: { readonly code: string; readonly browserName: string }; readonly answer: ClaimResult };
  readonly 'forget-pairing': { readonly request: null; readonly answer: null };
  readonly 'import-page': { readonly request: ImportPage; readonly answer: 'queued' | 'queue-full' | 'not-paired' | 'not-agreed' };
  readonly 'finish-import': { readonly request: { readonly importKey: string }; readonly answer: null };
  readonly 'cancel-import': { readonly request: { readonly importKey: string }; readonly answer: null };
  readonly 'remove-import': { readonly request: { readonly importKey: string }; readonly answer: null };
  readonly 'retry-import': { readonly request: { readonly importKey: string }; readonly answer: null };
  /** Send now what may be sent. */
  readonly drain: { readonly request: null; readonly answer: null };
}
export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]['request'];
export type Answer<N extends CommandName> = Commands[N]['answer'];
export type Handlers = { readonly [N in CommandName]: (request: Request<N>) => Promise<Answer<N>> };

export interface Message<N extends CommandName = CommandName> {
  readonly name: N;
  readonly request: Request<N>;
}
export type Reply<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly fault: string };

/** Asks the handler that the message names; an unknown or broken message is a fault, never an exception on the way. */
export async function dispatch(handlers: Handlers, message: unknown): Promise<Reply<unknown>> {
  const { name, request } = (typeof message === 'object' && message !== null ? message : {}) as { name?: unknown; request?: unknown };
  if (typeof name !== 'string' || !Object.hasOwn(handlers, name)) return { ok: false, fault: 'unknown-message' };
  try {
    const handler = handlers[name as CommandName] as (request: unknown) => Promise<unknown>;
    return { ok: true, answer: await handler(request) };
  } catch (error) {
    return { ok: false, fault: error instanceof Error ? error.message : 'unknown-fault' };
  }
}
