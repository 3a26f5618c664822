import type { Account, SignInMethods } from '../../../event-schemas/src/http/accounts';
import type { ApiKey } from '../../../event-schemas/src/http/api-keys';
import type { ImportView } from '../../../event-schemas/src/http/import-leads';
import type { FieldProvenance, LeadRow, LeadView } from '../../../event-schemas/src/http/maintain-leads';
import type { PairedBrowser } from '../../../event-schemas/src/http/manage-workspace';
import type { Member, PermissionRow } from '../../../event-schemas/src/http/members';
import type { Page } from '../../../event-schemas/src/http/page';

export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const leadRow = (number: number, change: Partial<LeadRow> = {}): LeadRow => ({
  id: idOf(number),
  fullName: `Person ${String(number)}`,
  title: 'Founder',
  companyName: 'Litware',
  location: 'Porto, Portugal',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAA1',
  firstSeenAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-02T00:00:00.000Z',
  timesSeen: 1,
  needsReview: false,
  ...change,
});

export const provenance = (change: Partial<FieldProvenance> = {}): FieldProvenance => ({
  source: 'sales-navigator',
  importId: idOf(900),
  pageNumber: 2,
  at: '2026-01-02T00:00:00.000Z',
  layout: 'A',
  parserVersion: '1.0.0',
  rule: 'a.title.1',
  eventId: idOf(800),
  ...change,
});

export const leadView = (change: Partial<LeadView> = {}): LeadView => ({
  id: idOf(1),
  fullName: 'Ana Petrov',
  firstSeenAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: '2026-01-02T00:00:00.000Z',
  timesSeen: 2,
  needsReview: false,
  fields: [
    {
      field: 'title',
      current: { value: 'Head of Operations', provenance: provenance() },
      older: [{ value: 'Operations Manager', provenance: provenance({ importId: idOf(901), rule: 'a.title.2', eventId: idOf(801) }) }],
    },
  ],
  history: [
    {
      eventId: idOf(800),
      type: 'LeadSeenAgain',
      at: '2026-01-02T00:00:00.000Z',
      importId: idOf(900),
      actor: idOf(1),
      surface: 'extension',
      changed: ['title'],
      otherLeadId: null,
    },
  ],
  ...change,
});

export const importView = (change: Partial<ImportView> = {}): ImportView => ({
  id: idOf(900),
  status: 'accepted',
  mode: 'visible-page',
  requestedCount: 100,
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  startedAt: '2026-01-02T00:00:00.000Z',
  startedBy: idOf(1),
  browserId: idOf(500),
  endedAt: null,
  extensionVersion: '0.1.0',
  parserVersion: '1.0.0',
  faultCode: null,
  receipt: {
    seen: 27,
    parsed: 25,
    accepted: 18,
    merged: 3,
    unchanged: 2,
    conflicts: 1,
    refused: [
      { reason: 'no-name', count: 2 },
      { reason: 'duplicate-on-page', count: 1 },
    ],
  },
  pages: [],
  ...change,
});

export const pairedBrowser = (change: Partial<PairedBrowser> = {}): PairedBrowser => ({
  id: idOf(500),
  name: 'Chrome on Linux',
  extensionVersion: '0.1.0',
  pairedAt: '2026-01-01T00:00:00.000Z',
  pairedBy: idOf(1),
  lastUsedAt: '2026-01-03T00:00:00.000Z',
  status: 'active',
  revokedAt: null,
  ...change,
});

export const apiKey = (change: Partial<ApiKey> = {}): ApiKey => ({
  id: idOf(70),
  name: 'Nightly export',
  prefix: 'lgk_ab12cd34',
  scopes: ['read-leads', 'fly'],
  accountId: idOf(1),
  createdBy: 'Mara Lindqvist',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2126-04-01T00:00:00.000Z',
  lastUsedAt: null,
  state: 'active',
  olderSecretUntil: null,
  ...change,
});

export const signInMethods = (change: Partial<SignInMethods> = {}): SignInMethods => ({
  passwordChangedAt: '2026-01-01T00:00:00.000Z',
  totp: null,
  recoveryCodes: 0,
  passkeys: [],
  ...change,
});

export const account = (change: Partial<Account> = {}): Account => ({
  id: idOf(1),
  displayName: 'Mara Lindqvist',
  email: 'mara@example.com',
  createdAt: '2026-01-01T00:00:00.000Z',
  preferences: { theme: 'system', signInNotices: true },
  pendingEmail: null,
  signInMethods: signInMethods(),
  accepted: [{ document: 'terms', version: '2026-03-25', acceptedAt: '2026-03-26T00:00:00.000Z' }],
  ...change,
});

export const member = (change: Partial<Member> = {}): Member => ({
  accountId: idOf(7),
  displayName: 'Grace Hopper',
  email: 'grace@example.com',
  role: 'member',
  joinedAt: '2026-01-01T00:00:00.000Z',
  secondFactor: false,
  limits: { importsPerDay: null, exportsPerDay: null, rowsPerExport: null },
  suspended: null,
  ...change,
});

/** The signed-in person of the scripted server. */
export const owner = member({ accountId: idOf(1), displayName: 'Mara Lindqvist', email: 'mara@example.com', role: 'owner' });

/** The table of permissions in which the owner has these and no others. */
export const ownerMay = (...permissions: readonly string[]): Page<PermissionRow> => ({
  items: permissions.map((permission) => ({ permission, roles: ['owner'], browser: false, apiKey: false })),
  next: null,
});
