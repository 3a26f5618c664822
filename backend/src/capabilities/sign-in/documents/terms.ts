/** The terms of an installation that its operator runs. Their words are fixed: another wording is another version. */
export const TERMS = `Terms of Use

Last updated: November 24, 2026

These are the terms on which the operator of this LeadGen installation ("we") lets you use it. They are meant to be read.

1. Your account

• You are old enough to agree to these terms where you live, and the name and mail address of your account are yours.
• Your password and your other means of signing in are for you alone. Tell the owner of your workspace when somebody else has them.
• Whoever owns a workspace decides who is in it, with which role, and may suspend an account in it with a reason.

2. What you may do

• LeadGen collects what you can already see in LinkedIn Sales Navigator, one page at a time, when you ask it to. You stay responsible for
  following the terms of the services that you use it with.
• Use the details of people only for honest business contact. Do not use them to harass, to deceive or to decide about somebody's rights.
• Honour every wish of a person not to be contacted, and pass requests about their data on without delay.
• Do not try to read what is not yours, to overload the service, or to get round its limits.

3. The data

• The leads of a workspace belong to the company that runs the workspace. It is responsible for having a lawful reason to keep them.
• What we keep about you, why and for how long stands in the Privacy Policy.

4. What we promise and what we do not

• We run the service with care, but it can fail, and its data about people can be wrong or out of date.
• We are liable where the law says that we must be, and not beyond that.

5. The end

• You can leave a workspace at any time. An owner hands the workspace over first.
• We may close an account that breaks these terms; the reason is told, and you can answer it.

6. Changes

• When these terms change you are told and asked again; what you accepted, and when, stands on your account page.
`;
