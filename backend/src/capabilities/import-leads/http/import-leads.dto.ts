import { code, id, integer, oneOf, versionNumber } from '../../../../../event-schemas/src/envelope/kind';
import {
  CLIENT_REFUSALS,
  IMPORT_MODES,
  LAYOUTS,
  PAGE_KINDS,
  type ClientRefusal,
  type FinishImportRequest,
  type ImportMode,
  type ImportRow,
  type Layout,
  type PageKind,
  type RecordPageRequest,
  type StartImportRequest,
} from '../../../../../event-schemas/src/http/import-leads';
import { InOnePass } from '../../../platform/http/one-pass';
import { AgreesWith, FIELD_RULE, fieldRules, Fits, FitsOrNull, ListOf, matching, plainText } from './rules';

const PATHS: Readonly<Record<PageKind, RegExp>> = {
  'people-search': /^\/sales\/search\/people$/,
  'people-list': /^\/sales\/lists\/people\/[A-Za-z0-9_-]{1,100}$/,
};

const pagePath = matching(
  'a path such as /sales/search/people or /sales/lists/people/123, without query',
  /^\/sales\/(search|lists)\/people(\/[A-Za-z0-9_-]{1,100})?$/,
);

export class StartImportDto implements StartImportRequest {
  @Fits('known-mode', oneOf(...IMPORT_MODES), { enum: IMPORT_MODES })
  readonly mode!: ImportMode;

  @Fits('integer-in-range', integer(1, 2500), { type: 'integer', example: 25 })
  readonly requestedCount!: number;

  @Fits('known-page-kind', oneOf(...PAGE_KINDS), { enum: PAGE_KINDS })
  readonly pageKind!: PageKind;

  @Fits('page-path', pagePath, { example: '/sales/search/people' })
  @AgreesWith<StartImportDto>('page-path-of-kind', 'This path must be of the kind that pageKind says.', (path, { pageKind }) => fitsKind(path, pageKind))
  readonly pagePath!: string;

  @FitsOrNull('uuid', id(), { example: '3f0e3a52-0d5b-4a9b-8f2c-5a3d9c1b7e60' })
  readonly searchId!: string | null;

  @Fits('version-number', versionNumber(), { example: '1.0.0' })
  readonly extensionVersion!: string;

  @Fits('version-number', versionNumber(), { example: '1.0.0' })
  readonly parserVersion!: string;

  @Fits('uuid', id(), { example: 'b1a7c3d0-6f5e-4c2b-9d8a-0e1f2a3b4c5d' })
  readonly gestureId!: string;
}

/** A kind that we do not know has its own problem. */
const fitsKind = (path: string, kind: unknown): boolean => !PAGE_KINDS.includes(kind as PageKind) || PATHS[kind as PageKind].test(path);

const leadId = matching('the id of a Sales Navigator lead up to the first comma: letters, digits, _ and -', /^[A-Za-z0-9_-]{1,120}$/);
const leadUrl = matching(
  'https://www.linkedin.com/sales/lead/<id> without tokens and query',
  /^https:\/\/www\.linkedin\.com\/sales\/lead\/[A-Za-z0-9_-]{1,120}$/,
);
const publicUrl = matching('https://www.linkedin.com/in/<name> without query', /^https:\/\/www\.linkedin\.com\/in\/[^\s/?#,\p{Cc}\p{Cs}]{1,200}\/?$/u);
const companyId = matching('at most 40 letters, digits, _ and -', /^[A-Za-z0-9_-]{1,40}$/);

@InOnePass()
export class ImportRowDto implements ImportRow {
  @Fits('integer-in-range', integer(1, 500), { type: 'integer', example: 1 })
  readonly row!: number;

  @Fits('plain-text', plainText(1, 300), { example: 'Ada Lovelace' })
  readonly fullName!: string;

  @FitsOrNull('plain-text', plainText(0, 500), { example: 'Head of Sales' })
  readonly title!: string | null;

  @FitsOrNull('plain-text', plainText(0, 300), { example: 'Analytical Engines' })
  readonly companyName!: string | null;

  @FitsOrNull('company-id', companyId, { example: '1035' })
  readonly companyId!: string | null;

  @FitsOrNull('plain-text', plainText(0, 300), { example: 'London' })
  readonly location!: string | null;

  @FitsOrNull('plain-text', plainText(0, 20), { example: '2nd' })
  readonly degree!: string | null;

  @FitsOrNull('plain-text', plainText(0, 60), { example: '2 years 3 months' })
  readonly tenureInRole!: string | null;

  @FitsOrNull('plain-text', plainText(0, 60), { example: '4 years' })
  readonly tenureInCompany!: string | null;

  @Fits('lead-id', leadId, { example: 'ACwAAAbC123' })
  readonly salesProfileId!: string;

  @Fits('lead-url', leadUrl, { example: 'https://www.linkedin.com/sales/lead/ACwAAAbC123' })
  @AgreesWith<ImportRowDto>('lead-url-of-id', 'This address must end with the salesProfileId of its row.', (url, row) => url.endsWith(`/${row.salesProfileId}`))
  readonly salesProfileUrl!: string;

  @FitsOrNull('public-profile-url', publicUrl, { example: 'https://www.linkedin.com/in/ada-lovelace' })
  readonly publicProfileUrl!: string | null;

  @Fits('field-rules', fieldRules(), { type: 'array', items: FIELD_RULE, example: [{ field: 'fullName', rule: 'a.name.1' }] })
  readonly fieldRules!: ImportRow['fieldRules'];
}

@InOnePass()
export class RefusedRowsDto {
  @Fits('known-reason', oneOf(...CLIENT_REFUSALS), { enum: CLIENT_REFUSALS })
  readonly reason!: ClientRefusal;

  @Fits('integer-in-range', integer(1, 500), { type: 'integer', example: 1 })
  readonly count!: number;
}

export const MOST_ROWS = 100;
const MOST_REASONS = 20;

@InOnePass()
export class RecordPageDto implements RecordPageRequest {
  @Fits('integer-in-range', integer(1, 2500), { type: 'integer', example: 1 })
  readonly pageNumber!: number;

  @Fits('integer-in-range', integer(1, 100), { type: 'integer', example: 1 })
  readonly sourcePage!: number;

  @Fits('known-layout', oneOf(...LAYOUTS), { enum: LAYOUTS })
  readonly layout!: Layout;

  @Fits('uuid', id(), { example: 'b1a7c3d0-6f5e-4c2b-9d8a-0e1f2a3b4c5d' })
  readonly gestureId!: string;

  @Fits('integer-in-range', integer(0, 500), { type: 'integer', example: 2 })
  readonly seen!: number;

  @ListOf(ImportRowDto, MOST_ROWS, {
    list: 'The rows must be a list.',
    most: `A page holds at most ${String(MOST_ROWS)} rows.`,
    item: 'Each row must be an object.',
  })
  readonly rows!: readonly ImportRowDto[];

  @ListOf(RefusedRowsDto, MOST_REASONS, {
    list: 'The reasons must be a list.',
    most: `A page names at most ${String(MOST_REASONS)} reasons.`,
    item: 'Each reason must be an object.',
  })
  readonly refused!: readonly RefusedRowsDto[];
}

const OUTCOMES = ['completed', 'failed'] as const;

export class FinishImportDto implements FinishImportRequest {
  @Fits('known-outcome', oneOf(...OUTCOMES), { enum: OUTCOMES })
  readonly outcome!: 'completed' | 'failed';

  @FitsOrNull('fault-code', code(), { example: 'low-yield' })
  readonly faultCode!: string | null;
}
