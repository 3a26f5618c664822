/** Fields of a lead as the extension reads them from a card. Null: not shown, or not readable with certainty. Part of the storage format of the events beside it. */
import { pii } from '../envelope/definition';
import { nullable, text } from '../envelope/kind';

export const profileFieldsV1 = {
  fullName: pii('lead', 'name', text(300)),
  title: pii('lead', 'employment', nullable(text(500))),
  companyName: pii('lead', 'employment', nullable(text(300))),
  companyId: pii('lead', 'employment', nullable(text(40))),
  location: pii('lead', 'location', nullable(text(300))),
  degree: pii('lead', 'profile-link', nullable(text(20))),
  tenureInRole: pii('lead', 'employment', nullable(text(60))),
  tenureInCompany: pii('lead', 'employment', nullable(text(60))),
  salesProfileId: pii('lead', 'profile-link', text(120)),
  salesProfileUrl: pii('lead', 'profile-link', text(300)),
  publicProfileUrl: pii('lead', 'profile-link', nullable(text(300))),
} as const;
