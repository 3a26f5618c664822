/** Stands in place of every personal value, known or not, when an auditor reads leads. */
export const MASKED = '•••••';

/** GET /api/v1/leads?q=&sort=&cursor=&limit=&importId= answers with a Page of these. An auditor may neither filter by `q` nor sort by a personal field. */
export interface LeadRow {
  readonly id: string;
  /** Such as `Ada Lovelace`. */
  readonly fullName: string;
  /** Such as `Head of Sales`. */
  readonly title: string | null;
  /** Such as `Analytical Engines`. */
  readonly companyName: string | null;
  /** Such as `London`. */
  readonly location: string | null;
  /** Such as `https://www.linkedin.com/sales/lead/ACwAAAbC123`. */
  readonly salesProfileUrl: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Such as `3`. */
  readonly timesSeen: number;
  readonly needsReview: boolean;
  /** Present when the personal fields are masked. */
  readonly masked?: true;
}

export const LEAD_SORTS = ['lastSeenAt', '-lastSeenAt', 'fullName', '-fullName', 'companyName', '-companyName'] as const;
export type LeadSort = (typeof LEAD_SORTS)[number];

export const LEAD_FIELDS = [
  'fullName',
  'title',
  'companyName',
  'companyId',
  'location',
  'degree',
  'tenureInRole',
  'tenureInCompany',
  'salesProfileId',
  'salesProfileUrl',
  'publicProfileUrl',
] as const;
export type LeadField = (typeof LEAD_FIELDS)[number];

/** Where one value came from. */
export interface FieldProvenance {
  readonly source: 'sales-navigator' | 'user' | 'system' | 'file';
  readonly importId: string;
  /** Such as `1`. */
  readonly pageNumber: number;
  /** When the value was read. */
  readonly at: string;
  /** Such as `A`. */
  readonly layout: string;
  /** Such as `1.4.0`. */
  readonly parserVersion: string;
  /** Rule of the parser, such as `a.title.1`; null when none was named. */
  readonly rule: string | null;
  readonly eventId: string;
}

export interface FieldValue {
  /** Such as `Head of Sales`. */
  readonly value: string | null;
  readonly provenance: FieldProvenance;
}

export interface FieldView {
  readonly field: LeadField;
  readonly current: FieldValue;
  /** Newest first. */
  readonly older: readonly FieldValue[];
}

export interface LeadHistoryEntry {
  readonly eventId: string;
  readonly type: 'LeadRecorded' | 'LeadSeenAgain' | 'IdentityConflictFound';
  readonly at: string;
  readonly importId: string;
  readonly actor: string | null;
  /** Such as `extension`. */
  readonly surface: string;
  /** Such as `title`. */
  readonly changed: readonly string[];
  readonly otherLeadId: string | null;
}

/** GET /api/v1/leads/{id} */
export interface LeadView {
  readonly id: string;
  /** Such as `Ada Lovelace`. */
  readonly fullName: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Such as `3`. */
  readonly timesSeen: number;
  readonly needsReview: boolean;
  /** Present when the personal values are masked. */
  readonly masked?: true;
  readonly fields: readonly FieldView[];
  /** Newest first. */
  readonly history: readonly LeadHistoryEntry[];
}
