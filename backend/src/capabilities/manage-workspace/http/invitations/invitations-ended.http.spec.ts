import { keysOfAda, PASSWORD, typeOf } from '../../testing/keys-of-ada';

const { owner, call, invites, accepts, ...ada } = keysOfAda();
const CLOSED = [409, '/problems/invitation-closed'];

describe('an invitation', () => {
  it('opens nothing any more, and makes no account, once whoever made it is suspended', async () => {
    const mallory = await ada.joins('admin');
    const issued = await invites('mallory-again@example.com', 'admin', mallory);
    expect((await call(owner(), 'post', `members/${mallory.account.id}/suspension`, { reason: 'Handed the list on.' })).status).toBe(201);
    const lookup = await call(null, 'post', 'invitation-lookups', { token: issued.link.split('#token=')[1] });
    expect([lookup, await accepts(issued), await accepts(issued, await ada.joins('member'))].map(typeOf)).toEqual([CLOSED, CLOSED, CLOSED]);
    expect((await call(null, 'post', 'sessions', { email: issued.email, password: PASSWORD })).status).toBe(401);
  });

  it('from before does not bring a suspended member back who left', async () => {
    const grace = await ada.joins('member');
    const [before, path] = [await invites('kept@example.com', 'admin'), `members/${grace.account.id}`];
    expect((await call(owner(), 'post', `${path}/suspension`, { reason: 'Shared a list.' })).status).toBe(201);
    expect((await call(grace, 'delete', path)).status).toBe(204);
    const again = (await call(null, 'post', 'sessions', { email: grace.account.email, password: PASSWORD })).body;
    expect(typeOf(await accepts(before, again))).toEqual(CLOSED);
    expect((await accepts(await invites('after@example.com', 'member'), again)).status).toBe(201);
  });

  it('is not made for the address of a member', async () => {
    const answer = await call(owner(), 'post', 'invitations', { email: owner().account.email.toUpperCase(), role: 'member' });
    expect(typeOf(answer)).toEqual([409, '/problems/invitee-is-member']);
  });
});
