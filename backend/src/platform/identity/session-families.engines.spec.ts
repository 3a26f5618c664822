import { countedId } from '../testing/counting-ids';
import { startWriteSide, type WriteSide } from '../testing/write-side';
import type { SessionIdentity } from './principal';
import { RefreshTokens } from './refresh-tokens';
import { SessionFamilies } from './session-families';

const DAY_MS = 86_400_000;

let side: WriteSide;
let families: SessionFamilies;
beforeAll(() => {
  side = startWriteSide();
  families = new SessionFamilies(side.vault, new RefreshTokens(Buffer.alloc(32, 1)), side.clock);
});
afterAll(() => side.close());

let sessions = 0;
const open = async (kind: SessionIdentity['kind']): Promise<{ readonly sessionId: string; readonly token: string }> => {
  const sessionId = countedId((sessions += 1));
  const browserId = kind === 'browser' ? countedId(900) : null;
  const { refreshToken } = await families.open({ kind, accountId: countedId(901), workspaceId: countedId(902), browserId, sessionId });
  return { sessionId, token: refreshToken };
};
/** The next token, or null when the session is over. */
const renew = async (kind: SessionIdentity['kind'], token: string): Promise<string | null> => {
  const rotation = await families.rotate(kind, token, null);
  return rotation.kind === 'rotated' ? rotation.refreshToken : null;
};

describe.each([
  ['account', 7, 30],
  ['browser', 90, 365],
] as const)('a session of a %s', (kind, idleDays, days) => {
  it(`ends after ${String(idleDays)} days without use`, async () => {
    const { sessionId, token } = await open(kind);
    side.clock.advance(idleDays * DAY_MS - 1);
    const next = await renew(kind, token);
    expect([typeof next, await families.isOpen(sessionId)]).toEqual(['string', true]);
    side.clock.advance(idleDays * DAY_MS);
    expect([await renew(kind, next ?? ''), await families.isOpen(sessionId)]).toEqual([null, false]);
  });

  it(`ends after ${String(days)} days however busy it is`, async () => {
    const { sessionId, token } = await open(kind);
    let current: string | null = token;
    let used = 0;
    while (current !== null && used <= days) {
      side.clock.advance(5 * DAY_MS);
      used += 5;
      current = await renew(kind, current);
    }
    expect([used, await families.isOpen(sessionId)]).toEqual([days, false]);
  });

  it('that was opened by an earlier release gets the same ends', async () => {
    const { sessionId, token } = await open(kind);
    const stored = side.vault.collection<{ _id: string }>('session_families');
    const expiresAt = new Date(Date.parse(side.clock.now()) + (kind === 'account' ? 30 : 90) * DAY_MS);
    await stored.updateOne({ _id: sessionId }, { $set: { expiresAt }, $unset: { openedAt: '' } });
    const next = await renew(kind, token);
    side.clock.advance(idleDays * DAY_MS);
    expect(await renew(kind, next ?? '')).toBeNull();
  });
});
