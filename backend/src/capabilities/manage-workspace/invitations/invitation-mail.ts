import type { Outgoing } from '../../../platform/mail/mailer';

/** The path is that of the page in the dashboard; a fragment is sent to no server. */
export const invitationLink = (origin: string, token: string): string => `${origin}/join#token=${token}`;

/** Secret, since whoever has the link may use it; without a mail server the one who invites hands it on. */
export const invitationMail = (to: string, workspaceName: string, link: string): Outgoing => ({
  to,
  subject: `You are invited to ${workspaceName.replaceAll(/[\r\n]/g, ' ')} on LeadGen`,
  text: `You are invited to the workspace ${workspaceName} on LeadGen.

Open this link within seven days to join it:
${link}

The link works once. If you do not know the workspace, ignore this mail: nothing happens without you.
`,
  secret: true,
});
