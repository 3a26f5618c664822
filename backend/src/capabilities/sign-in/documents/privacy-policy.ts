/** The policy as it was published on the day of its version. Its words are fixed: another wording is another version. */
export const PRIVACY_POLICY = `Privacy Policy

Last updated: March 25, 2026

This page is intended to satisfy privacy disclosure requirements for users of LeadGen and the LeadGen Chrome extension.

1. Scope

• This Privacy Policy explains how LeadGen ("we", "us", "our") collects, uses, stores, and shares information when you use our website, dashboard, APIs, and Chrome extension.
• This policy applies to users of LeadGen services and to data processed through the LeadGen Chrome extension.

2. Information We Collect

• Account and authentication data: name, email address, login identifiers, and account preferences.
• Usage and technical data: device type, browser type, extension version, pages visited in our app, timestamps, logs, and error diagnostics.
• Lead and contact data submitted by users: professional profile details such as name, job title, company name, profile URL, and related business contact fields.
• Import metadata: extraction mode, requested contact count, page URL where extraction was initiated, and processing status.
• We do not intentionally collect highly sensitive personal categories (for example, health information, biometric data, or government IDs) through the extension.

3. How the Chrome Extension Works

• The extension reads profile card information that is visible in supported LinkedIn Sales Navigator search result pages to help users build lead lists.
• The extension does not need to open each profile page to collect basic card-level details.
• The extension sends extracted data to LeadGen backend services only after user action, such as starting an import.
• The extension uses local storage for settings, session states, extraction progress, and temporary offline sync queues.

4. Why We Use Information

• To provide and maintain LeadGen features, including list creation, enrichment workflows, analytics, and exports.
• To process user-requested imports and sync results to the LeadGen dashboard.
• To secure our services, prevent abuse, monitor reliability, and improve performance.
• To communicate service updates, security notices, and account-related messages.
• To comply with legal obligations and enforce our Terms.

5. Legal Basis (Where Required)

• Depending on your location, we process data based on contractual necessity, legitimate interests, consent, and legal compliance obligations.
• Where consent is required, you can withdraw it at any time, subject to applicable law.

6. Sharing of Information

• We do not sell personal information.
• We may share data with service providers that help us host infrastructure, store data, process authentication, monitor errors, and deliver core service operations.
• We may disclose information if required by law, legal process, or to protect rights, security, and platform integrity.
• If LeadGen is involved in a merger, acquisition, or asset transfer, information may be transferred as part of that transaction with appropriate safeguards.

7. Data Retention

• We retain account and operational records for as long as needed to provide services and meet legal, security, and audit requirements.
• Temporary extension queue data is kept only until successful synchronization or user removal.
• You may request deletion of your account data, subject to legal exceptions.

8. Security

• We use reasonable administrative, technical, and organizational safeguards to protect information against unauthorized access, misuse, and loss.
• No method of transmission or storage is fully secure, so we cannot guarantee absolute security.

9. International Data Transfers

• Your information may be processed in countries other than your own. Where required, we implement appropriate safeguards for cross-border transfers.

10. Your Rights and Choices

• Depending on your jurisdiction, you may have rights to access, correct, delete, restrict, object to processing, or request portability of your data.
• You can manage certain extension permissions and data through your browser extension settings and your LeadGen account controls.
• To exercise privacy rights, contact us using the details below.

11. Children

• LeadGen services are not directed to children under 13 (or the minimum age required in your jurisdiction), and we do not knowingly collect data from children.

12. Changes to This Policy

• We may update this Privacy Policy from time to time. Material updates will be posted on this page with a revised date.

13. Contact

• For privacy questions or requests, contact: privacy@leadgen.app
• If this contact changes, the latest contact details will always be available on this page.
`;
