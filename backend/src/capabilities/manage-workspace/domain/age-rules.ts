/**
 * From which age a person may agree to an online service themselves, by country. Member states chose between 13 and 16 under
 * Article 8 of the GDPR; the source of each row is the national act that makes the choice. Elsewhere the founding policy of
 * LeadGen says 13.
 */
const DEFAULT_AGE = 13;

const AGES = {
  AT: 14, // Datenschutzgesetz § 4(4)
  BE: 13, // Loi du 30 juillet 2018, art. 7
  BG: 14, // Personal Data Protection Act, art. 25c
  CN: 14, // Personal Information Protection Law, art. 31
  CY: 14, // Law 125(I)/2018, s. 8
  CZ: 15, // Act 110/2019, § 7
  DE: 16, // GDPR art. 8(1), not lowered
  DK: 15, // Databeskyttelsesloven § 6, as amended 2024
  EE: 13, // Personal Data Protection Act § 8
  ES: 14, // Ley Orgánica 3/2018, art. 7
  FI: 13, // Tietosuojalaki § 5
  FR: 15, // Loi Informatique et Libertés, art. 45
  GB: 13, // Data Protection Act 2018, s. 9
  GR: 15, // Law 4624/2019, art. 21
  HR: 16, // Act 42/2018, art. 19
  HU: 16, // GDPR art. 8(1), not lowered
  IE: 16, // Data Protection Act 2018, s. 31
  IS: 13, // Act 90/2018, art. 10
  IT: 14, // D.Lgs. 101/2018, art. 2-quinquies
  KR: 14, // Personal Information Protection Act, art. 22-2
  LI: 16, // GDPR art. 8(1), not lowered
  LT: 14, // Law XIII-1426, art. 6
  LU: 16, // GDPR art. 8(1), not lowered
  LV: 13, // Personal Data Processing Law, s. 33
  MT: 13, // Subsidiary Legislation 586.11
  NL: 16, // Uitvoeringswet AVG, art. 5
  NO: 13, // Personopplysningsloven § 5
  PL: 16, // GDPR art. 8(1), not lowered
  PT: 13, // Lei 58/2019, art. 16
  RO: 16, // GDPR art. 8(1), not lowered
  SE: 13, // Dataskyddslagen, 2 kap. 4 §
  SI: 15, // ZVOP-2, art. 8
  SK: 16, // Act 18/2018, § 15
  US: 13, // COPPA, 15 U.S.C. § 6501
} as const satisfies Record<string, number>;

export interface AgeRule {
  /** ISO 3166 code of a country, or `other`. */
  readonly region: string;
  readonly minimumAge: number;
}

export const AGE_RULES: readonly AgeRule[] = [
  ...Object.entries(AGES).map(([region, minimumAge]) => ({ region, minimumAge })),
  { region: 'other', minimumAge: DEFAULT_AGE },
];

export const isRegion = (region: string): boolean => AGE_RULES.some((rule) => rule.region === region);
