/** Everything the environment may say, read and checked in one place. A wrong value is one sentence that names the variable and its rule. */
import { isIP } from 'node:net';
import path from 'node:path';
import type { LimitNumbers } from '../platform/limits/request-limits';
import type { MailServer } from '../platform/mail/smtp';
import { ConfigError } from './config-error';
import { readLimits } from './limits-config';
import { adminUrls, databaseUrl, eventStoreUrl } from './store-addresses';

export interface Config {
  readonly eventStoreUrl: string;
  /** Null: nobody can scavenge. */
  readonly eventStoreAdminUrl: string | null;
  readonly viewsUrl: string;
  readonly vaultUrl: string;
  readonly dataFolder: string;
  readonly keyFolder: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Public address without a slash at the end. */
  readonly origin: string;
  readonly extensionIds: readonly string[];
  /** Proxies whose word about a client's address counts; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  readonly limits: LimitNumbers;
  /** Where weaknesses are reported, for /.well-known/security.txt. */
  readonly securityContact: string;
  /** Null: no mail goes out. */
  readonly mail: MailServer | null;
  readonly logLevel: string;
  /** Null: stderr. */
  readonly logFile: string | null;
  /** End when the process that started us is gone. */
  readonly watchParent: boolean;
}

/** Of the key in extension/manifest.json, which fixes the id wherever the extension is loaded from. */
const OUR_EXTENSION_IDS: readonly string[] = ['kdnoaniclacikhmigmabjkegdojcleck'];
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Throws ConfigError. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const dataFolder = path.resolve(text(env, 'LEADGEN_DATA_DIR') ?? '.leadgen');
  const host = text(env, 'HOST') ?? '127.0.0.1';
  const port = portOf(text(env, 'PORT') ?? '8377');
  const origin = originOf(text(env, 'LEADGEN_ORIGIN') ?? `http://127.0.0.1:${String(port)}`);
  refuseOpenDoor(host, origin);
  return {
    eventStoreUrl: eventStoreUrl('EVENTSTORE_URL', text(env, 'EVENTSTORE_URL')),
    eventStoreAdminUrl: adminUrls('EVENTSTORE_ADMIN_URL', text(env, 'EVENTSTORE_ADMIN_URL')),
    viewsUrl: databaseUrl('MONGODB_URL', text(env, 'MONGODB_URL'), 'leadgen_views'),
    vaultUrl: databaseUrl('VAULT_MONGODB_URL', text(env, 'VAULT_MONGODB_URL'), 'leadgen_vault'),
    dataFolder,
    keyFolder: path.join(dataFolder, 'keys'),
    host,
    port,
    origin,
    extensionIds: extensionIdsOf(text(env, 'LEADGEN_EXTENSION_IDS')),
    trustedProxies: proxiesOf(text(env, 'TRUSTED_PROXIES')),
    limits: readLimits(env),
    securityContact: contactOf(text(env, 'SECURITY_CONTACT') ?? 'mailto:privacy@leadgen.app'),
    mail: mailOf(text(env, 'MAIL_URL'), text(env, 'MAIL_FROM') ?? `LeadGen <leadgen@${new URL(origin).hostname}>`),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    logFile: text(env, 'LEADGEN_LOG_FILE'),
    watchParent: oneOf(env, 'LEADGEN_PARENT_WATCH', ['0', '1'], '0') === '1',
  };
}

function text(env: NodeJS.ProcessEnv, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) throw new ConfigError('PORT must be a number from 0 to 65535; 0 takes a free port.');
  return port;
}

function originOf(value: string): string {
  const parsed = URL.canParse(value) ? new URL(value) : null;
  const plain = parsed !== null && ['http:', 'https:'].includes(parsed.protocol) && parsed.pathname === '/' && parsed.search === '' && parsed.hash === '';
  if (!plain) throw new ConfigError('LEADGEN_ORIGIN must be the public address without a path, such as https://leads.example.com.');
  return parsed.origin;
}

/** The sentences never repeat the address: it holds the password of the mail server. */
function mailOf(value: string | null, from: string): MailServer | null {
  if (value === null) return null;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  const plain = parsed !== null && ['smtp:', 'smtps:'].includes(parsed.protocol) && parsed.hostname !== '' && parsed.search === '' && parsed.hash === '';
  if (!plain || !['', '/'].includes(parsed.pathname)) throw new ConfigError('MAIL_URL must be an address such as smtps://user:password@mail.example.com:465.');
  if (!/^[^\r\n]*@[^\r\n@]+$/.test(from)) throw new ConfigError('MAIL_FROM must be a sender such as LeadGen <leads@example.com>.');
  return { url: value, from };
}

/** Whoever lets a network in has TLS in front, otherwise passwords and tokens would cross it in clear. */
function refuseOpenDoor(host: string, origin: string): void {
  if (LOOPBACK.has(host) || origin.startsWith('https:')) return;
  throw new ConfigError('HOST lets others on the network in, so LEADGEN_ORIGIN must be the https: address of the proxy that speaks TLS in front.');
}

function extensionIdsOf(value: string | null): readonly string[] {
  const ids = value === null ? OUR_EXTENSION_IDS : value.split(',').map((id) => id.trim());
  if (!ids.every((id) => /^[a-p]{32}$/.test(id))) {
    throw new ConfigError('LEADGEN_EXTENSION_IDS must be extension ids of 32 letters from a to p, separated by commas.');
  }
  return ids;
}

/** A name such as `loopback` is not taken: whoever trusts a proxy should know where it stands. */
function proxiesOf(value: string | null): readonly string[] {
  const proxies = value === null ? [] : value.split(',').map((each) => each.trim());
  if (!proxies.every(isNetwork)) throw new ConfigError('TRUSTED_PROXIES must be addresses or networks such as 10.0.0.5 or 10.0.0.0/24, separated by commas.');
  return proxies;
}

function contactOf(value: string): string {
  if (/^(?:https:\/\/[^\s/]+(?:\/\S*)?|mailto:[^\s@]+@[^\s@]+)$/.test(value)) return value;
  throw new ConfigError('SECURITY_CONTACT must be an address such as mailto:security@example.com or https://example.com/security.');
}

function isNetwork(value: string): boolean {
  const [address, bits, ...rest] = value.split('/');
  const version = isIP(address ?? '');
  return version !== 0 && rest.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
}

function oneOf(env: NodeJS.ProcessEnv, name: string, allowed: readonly string[], otherwise: string): string {
  const value = text(env, name) ?? otherwise;
  if (!allowed.includes(value)) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}.`);
  return value;
}
