/** POST /api/v1/leads/{id}/unmaskings, by auditors only: answered 200 with the LeadView, unmasked, once the reason is recorded. */
export interface UnmaskLeadRequest {
  /** 10 to 500 characters, for whoever looks at the accesses later. */
  readonly reason: string;
}
