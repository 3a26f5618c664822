/** Addresses of stores: of the right kind, never in clear to another machine, and with certificates that are checked. */
import { ConfigError } from './config-error';

const MONGO = ['mongodb:', 'mongodb+srv:'];
const EVENT_STORE = ['esdb:', 'esdb+discover:', 'kurrentdb:', 'kurrentdb+discover:'];
/** Of these a set one makes TLS worthless. */
const UNCHECKED = /[?&](?:tlsInsecure|tlsAllowInvalidCertificates|tlsAllowInvalidHostnames)=true\b|[?&]tlsVerifyCert=false\b/i;

/** Throws ConfigError. */
export function eventStoreUrl(name: string, given: string | null): string {
  const url = urlOf(name, given, EVENT_STORE);
  if (!isOfThisMachine(url) && /[?&]tls=false\b/i.test(url)) throw inClear(name, 'leave tls=false out');
  return url;
}

/** Of every node, separated by commas; null: of none. Requests to them carry a password. Throws ConfigError. */
export function adminUrls(name: string, given: string | null): string | null {
  for (const each of given?.split(',') ?? []) {
    const url = URL.canParse(each.trim()) ? new URL(each.trim()) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol))
      throw new ConfigError(`${name} must name every node as https://user:password@host:port, separated by commas.`);
    if (!isOfThisMachine(url.origin) && url.protocol === 'http:') throw inClear(name, 'use https:');
  }
  return given;
}

/** The address with a database in its path, because vault and views must never share one. Throws ConfigError. */
export function databaseUrl(name: string, given: string | null, database: string): string {
  const url = urlOf(name, given, MONGO);
  const [, base, path, query] = /^([^/]+\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(url) ?? [];
  if (base === undefined) throw new ConfigError(`${name} must be an address such as mongodb://user:password@host/database.`);
  const secured = url.startsWith('mongodb+srv:') ? !/[?&](?:tls|ssl)=false\b/i.test(url) : /[?&](?:tls|ssl)=true\b/i.test(url);
  if (!isOfThisMachine(url) && !secured) throw inClear(name, 'add tls=true');
  return path === undefined || path === '' ? `${base}/${database}${query ?? ''}` : url;
}

function urlOf(name: string, given: string | null, protocols: readonly string[]): string {
  const example = `${protocols[0] ?? ''}//127.0.0.1`;
  if (given === null) throw new ConfigError(`${name} is not set; give it the address of the store, such as ${example}.`);
  if (!protocols.some((protocol) => given.startsWith(`${protocol}//`))) throw new ConfigError(`${name} must start with ${protocols.join('// or ')}//.`);
  if (UNCHECKED.test(given)) throw new ConfigError(`${name} must not turn off the check of certificates; name the authority that signed them instead.`);
  return given;
}

/** Every host of the list: 127.0.0.1, localhost or [::1]. */
function isOfThisMachine(url: string): boolean {
  const hosts = /^[^/]+\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1]?.split(',') ?? [];
  return hosts.every((host) => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(host));
}

const inClear = (name: string, way: string): ConfigError => new ConfigError(`${name} must not cross the network in clear: ${way}.`);
