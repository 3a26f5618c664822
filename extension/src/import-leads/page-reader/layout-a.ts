// The card list. Decides which elements are rows, which of them a person can see, and what each one says.
import type { ClientRefusal, ImportRow } from '../../../../event-schemas/src/http/import-leads';
import { LEAD_CARD, LEAD_LINK, PERSON_NAME, RESULTS_CONTAINER, SALES_PROFILE_URN } from './anchors';
import { readField } from './field-rules';
import { idReader, idsDisagree, nameReader, optionalReaders } from './layout-a-fields';
import { isOutOfNetworkLink, salesProfileUrlOf } from './lead-id';
import { textOf } from './page-text';
import { isShown, type PageSource } from './page-source';
import { visibleCopy } from './visible-copy';

export type RowResult = { readonly kind: 'row'; readonly row: ImportRow } | { readonly kind: 'refused'; readonly reason: ClientRefusal };

/** What a person outside the network is called instead of a name, where the card says nothing else about it. */
const NO_NAME = [
  'linkedin member',
  'linkedin-mitglied',
  'linkedin mitglied',
  'miembro de linkedin',
  'membre de linkedin',
  'membro do linkedin',
  'usuário do linkedin',
  'utente linkedin',
  'linkedin-lid',
];

/** Rows that a person can see, in page order: cards, and the empty places where a card has not been filled yet. */
export function rowsOfLayoutA(source: PageSource): readonly Element[] {
  const container = source.document.querySelector(RESULTS_CONTAINER);
  if (container === null) return [];
  const anchors = [...container.querySelectorAll(`${LEAD_CARD}, ${PERSON_NAME}, ${SALES_PROFILE_URN}`)];
  const cards = new Set(anchors.map((anchor) => anchor.closest('li') ?? anchor.closest(LEAD_CARD) ?? anchor));
  const lists = new Set([...cards].map((card) => card.parentElement));
  const isRow = (element: Element): boolean => cards.has(element) || (lists.has(element.parentElement) && isEmptyPlace(element));
  return [...container.querySelectorAll('*')].filter((element) => isRow(element) && isShown(element, container, source));
}

const isEmptyPlace = (element: Element): boolean => element.matches('li') && textOf(element) === '' && element.querySelector('a, img') === null;

export function readRowOfLayoutA(element: Element, place: number, source: PageSource): RowResult {
  const card = visibleCopy(element, source);
  const reason = refusalOf(card);
  if (reason !== null) return { kind: 'refused', reason };
  const name = readField(nameReader, card);
  const id = readField(idReader, card);
  if (name.value === null || id.value === null) return { kind: 'refused', reason: name.value === null ? missingName(name.rule) : 'no-lead-id' };
  const read = optionalReaders.map((reader) => [reader.field, readField(reader, card)] as const);
  const optional = Object.fromEntries(read.map(([field, { value }]) => [field, value])) as Record<(typeof optionalReaders)[number]['field'], string | null>;
  const rules = [[nameReader.field, name] as const, [idReader.field, id] as const, ...read];
  return {
    kind: 'row',
    row: {
      row: place,
      fullName: name.value,
      salesProfileId: id.value,
      salesProfileUrl: salesProfileUrlOf(id.value),
      title: optional['title'] ?? null,
      companyName: optional['companyName'] ?? null,
      companyId: optional['companyId'] ?? null,
      location: optional['location'] ?? null,
      degree: optional['degree'] ?? null,
      tenureInRole: optional['tenureInRole'] ?? null,
      tenureInCompany: optional['tenureInCompany'] ?? null,
      publicProfileUrl: optional['publicProfileUrl'] ?? null,
      fieldRules: rules.map(([field, { rule }]) => ({ field, rule })),
    },
  };
}

function refusalOf(card: Element): ClientRefusal | null {
  if (textOf(card) === '') return 'not-filled';
  const name = readField(nameReader, card).value;
  const link = card.querySelector(LEAD_LINK)?.getAttribute('href') ?? null;
  if (isOutOfNetworkLink(link) || (name !== null && NO_NAME.includes(name.toLowerCase()))) return 'out-of-network';
  return idsDisagree(card) ? 'unsupported-row' : null;
}

const missingName = (rule: string): ClientRefusal => (rule.endsWith('.too-long') ? 'unsupported-row' : 'no-name');
