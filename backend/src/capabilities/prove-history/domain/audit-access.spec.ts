import type { NewAuditAccessEvent } from '../../../../../event-schemas/src/audit-access/events';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import { auditAccess } from './audit-access';

const { given } = deciderSpecification(auditAccess);
const leadId = '11111111-1111-4111-8111-111111111111';
const accountId = '22222222-2222-4222-8222-222222222222';
const reason = 'The person asked which data we hold.';
const unmasked: NewAuditAccessEvent = { type: 'LeadUnmasked', clear: { leadId, accountId }, personal: { account: { reason } } };

describe('a look at what is masked', () => {
  it('is recorded with its reason', () => given().when({ kind: 'UnmaskLead', leadId, accountId, reason }).then(unmasked));

  it('is recorded once', () => given(unmasked).when({ kind: 'UnmaskLead', leadId, accountId, reason }).thenNothing());
});
