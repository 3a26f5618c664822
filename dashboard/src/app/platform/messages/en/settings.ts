import { count } from './numbers';

export const settings = {
  page: 'Settings',
  lead: 'The name, the rules and the owner of this workspace.',
  onlyAdmins: 'Only the owner and the admins change these.',
  name: 'Name',
  nameHint: 'Shown to its members and in invitations.',
  tooLong: (longest: number): string => `At most ${String(longest)} characters.`,
  isRenamed: (name: string): string => `The workspace is now called “${name}”.`,
  made: 'Made',
  rule: 'Second factor',
  required: 'Required',
  notRequired: 'Not required',
  ruleText: 'While this is required, members who have neither an authenticator app nor a passkey are kept out until they add one.',
  everybodyHas: 'Every member has one.',
  without: (without: number, all: number): string => {
    if (all === 1) return 'The only member has none yet.';
    return without === all
      ? `None of the ${String(all)} members has one yet.`
      : `${String(without)} of ${String(all)} members ${without === 1 ? 'has' : 'have'} none yet.`;
  },
  require: 'Require a second factor …',
  requireTitle: 'Require a second factor?',
  requireText: (without: number, self: boolean): string => {
    if (without === 0) return 'Every member has one, so nobody is kept out. Whoever joins later has to add one first.';
    if (self && without === 1) return 'You have no second factor yourself: you are kept out at once, until you add one on your account page.';
    if (self)
      return `${count(without, 'member', 'members')} have none, and you are one of them. All of them, you too, are kept out at once, each until they add one on their account page.`;
    return without === 1
      ? '1 member has none and is kept out at once, until they add one on their account page.'
      : `${String(without)} members have none and are kept out at once, each until they add one on their account page.`;
  },
  requireNow: 'Require it',
  isRequired: 'A second factor is now required.',
  unrequire: 'No longer require it',
  unrequireTitle: 'No longer require a second factor?',
  unrequireText: 'Members then get in with their password alone. Those who have a second factor are still asked for it.',
  isUnrequired: 'A second factor is no longer required.',
  owner: 'Owner',
  owns: (name: string): string => `${name} owns this workspace.`,
  youOwn: 'You own this workspace.',
  transferText: [
    'The member you choose becomes the owner, and you become an admin.',
    'You stay in the workspace. Your leads, imports and browsers stay as they are.',
    'Only the new owner can hand the ownership back.',
  ],
  transferTo: 'New owner',
  choose: 'Choose a member',
  missingChoice: 'Choose who becomes the owner.',
  nobodyElse: 'There is nobody to hand the ownership to. Invite somebody first; people who are suspended cannot become the owner.',
  toMembers: 'Go to members',
  transfer: 'Transfer the ownership …',
  transferTitle: (name: string): string => `Make ${name} the owner?`,
  transferSure: (name: string): string =>
    `${name} becomes the owner and you become an admin. Only ${name} can undo that. Type your password to show that it is you.`,
  transferNow: 'Transfer the ownership',
  isTransferred: (name: string): string => `${name} is the owner now. You are an admin.`,
};

export const conflict = {
  title: 'Somebody else changed this in the meantime',
  now: (value: string): string => `It now says: ${value}`,
  overwrite: 'Save mine all the same',
  take: 'Keep theirs',
};

export const outbox = {
  page: 'Outbox',
  lead: 'Mail that could not be sent because no mail server is set.',
  never: 'Invitations are handed on by their link. Mail about a forgotten password or another mail address never shows here.',
  emptyTitle: 'No mail for you to pass on',
  empty: 'Without a mail server, mail such as the notice of a sign-in from a new device is kept for thirty days, to be passed on by hand.',
  aboutTitle: 'How mail leaves LeadGen',
  how: 'To have mail sent, the operator sets MAIL_URL, such as smtps://user:password@mail.example.com:465, and restarts LeadGen.',
  founder:
    'It is mail to people of every workspace, so only the account that set this installation up finds it. Every other owner finds this page empty, whether or not mail is waiting.',
  to: (address: string): string => `to ${address}`,
  copyLink: 'Copy link',
  copyLinkOf: (subject: string, address: string): string => `Copy the link of “${subject}” to ${address}`,
  copyText: 'Copy text',
  copyTextOf: (subject: string, address: string): string => `Copy the text of “${subject}” to ${address}`,
};
