/** What the mails of this capability say. Plain text; links carry their right behind #, where no server and no log sees it. */
import type { Outgoing } from '../../../platform/mail/mailer';

type Words = Pick<Outgoing, 'subject' | 'text'>;

const mail = (subject: string, ...paragraphs: readonly string[]): Words => ({ subject, text: `${paragraphs.join('\n\n')}\n` });

export const resetLink = (origin: string, token: string): string => `${origin}/reset#token=${token}`;

export const resetMail = (origin: string, token: string): Words =>
  mail(
    'Choose another password for LeadGen',
    'Somebody, probably you, asked for another password for your account at LeadGen. Choose it here within half an hour:',
    resetLink(origin, token),
    'The link works once. With the new password every device is signed out and the browsers that you paired are disconnected. If it was not you, leave this mail alone: your password stays as it is.',
  );

export const passwordChangedMail = (origin: string, alsoBrowsers: boolean): Words =>
  mail(
    'Your LeadGen password was changed',
    'The password of your account at LeadGen was changed, and every other device was signed out.',
    alsoBrowsers
      ? 'The browsers that you had paired were disconnected in all your workspaces; pair them again where you still use them. API keys that you made go on: look through them in each workspace.'
      : 'Paired browsers and API keys that you made go on. If somebody else may have known the password, disconnect and revoke those that are not yours.',
    `If it was not you, ask for another password at once: ${origin}/sign-in`,
  );

export const confirmOldMail = (origin: string, oldToken: string, cancelToken: string): Words =>
  mail(
    'Confirm that your LeadGen address changes',
    'Somebody signed in to your account at LeadGen asked to use another mail address for it. Confirm here, within a day, that it was you:',
    `${origin}/confirm-email#token=${oldToken}`,
    'If it was not you, stop it here, and change your password:',
    `${origin}/cancel-email#token=${cancelToken}`,
  );

export const confirmNewMail = (origin: string, newToken: string): Words =>
  mail(
    'Confirm your new address for LeadGen',
    'This address shall become the one of an account at LeadGen. If it is yours and you asked for it, confirm it here within a day:',
    `${origin}/confirm-email#token=${newToken}`,
    'If you know nothing of this, leave this mail alone: nothing happens.',
  );

/** The answer to the person who asked is the same; only the owner of the mailbox learns it. */
export const addressTakenMail = (origin: string): Words =>
  mail(
    'Your address has an account at LeadGen',
    'Somebody asked to use this address for another account at LeadGen. It has an account already, so nothing changes.',
    `If it was you, sign in with this address: ${origin}/sign-in`,
  );

export const newDeviceMail = (origin: string, device: string, at: string): Words =>
  mail(
    'New sign-in to LeadGen',
    `Somebody signed in to your account at LeadGen from a device that was not seen before: ${device}, ${at}.`,
    `If it was you, there is nothing to do. If not, sign that device out and change your password: ${origin}/account`,
    'You can turn these notices off on the same page.',
  );

export type SecondFactorChange = 'app-added' | 'app-removed' | 'passkey-added' | 'passkey-removed' | 'codes-made';

const CHANGES: Readonly<Record<SecondFactorChange, string>> = {
  'app-added': 'An authenticator app was added to your LeadGen account',
  'app-removed': 'The authenticator app was removed from your LeadGen account',
  'passkey-added': 'A passkey was added to your LeadGen account',
  'passkey-removed': 'A passkey was removed from your LeadGen account',
  'codes-made': 'New recovery codes were made for your LeadGen account',
};

export const secondFactorMail = (origin: string, change: SecondFactorChange, at: string): Words =>
  mail(
    CHANGES[change],
    `${CHANGES[change]}, with your password, at ${at}.`,
    `If it was you, there is nothing to do. If not, change your password at once and look at your devices: ${origin}/account`,
  );

export const reuseMail = (origin: string, at: string): Words =>
  mail(
    'A session of yours was ended',
    `At ${at} an old key of one of your sessions at LeadGen was used again. That happens when somebody copied it, so the session was ended everywhere.`,
    `Sign in again, look at your devices and change your password if you see one that is not yours: ${origin}/account`,
  );
