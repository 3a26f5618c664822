/** What somebody sees who may check how leads are handled but not who they are. The tags of the schemas say which fields are personal; there is no list to forget one in. */
import { definitions } from '../../../../../event-schemas/src/registry';
import { MASKED, type FieldValue, type LeadRow, type LeadSort, type LeadView } from '../../../../../event-schemas/src/http/maintain-leads';

const PERSONAL: ReadonlySet<string> = new Set(
  definitions
    .filter(({ category }) => category === 'lead')
    .flatMap(({ fields }) => Object.entries(fields).flatMap(([name, { tag }]) => (tag === 'pii' ? [name] : []))),
);

/** Whether a field is unknown is nobody's business either, so null is masked like a value. */
const withoutPersonal = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).map(([name, value]: [string, unknown]) => [name, PERSONAL.has(name) ? MASKED : value])) as T;

const maskedValue = ({ provenance }: FieldValue): FieldValue => ({ value: MASKED, provenance });

export const maskedRow = (row: LeadRow): LeadRow => ({ ...withoutPersonal(row), masked: true });

/** Sources, times and the history stay as they are: they are what an auditor looks at. */
export const maskedView = (view: LeadView): LeadView => ({
  ...withoutPersonal(view),
  fields: view.fields.map((field) =>
    PERSONAL.has(field.field) ? { ...field, current: maskedValue(field.current), older: field.older.map(maskedValue) } : field,
  ),
  masked: true,
});

/** Searching or sorting by a masked field would tell its value piece by piece. */
export const isTelling = (text: string, sort: LeadSort): boolean => text.trim() !== '' || PERSONAL.has(sort.replace('-', ''));
