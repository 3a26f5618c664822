/**
 * People act at random in workspace A, while nobody does anything in B but read. After every sequence all that B can read is,
 * byte for byte, what it was, nobody in B was told of news, and ids of A are worth as little in B as ids that nothing has.
 */
import type { DeviceSession } from '../../event-schemas/src/http/accounts';
import type { LeadRow } from '../../event-schemas/src/http/maintain-leads';
import type { Member } from '../../event-schemas/src/http/members';
import { allOf } from '../e2e/client/reader';
import { throwAwayInstallation } from '../e2e/client/throw-away';
import { ActingWorkspace, noIds, sequences, type Act, type Ids } from './isolation-acts';
import { twoWorkspaces, type Caller, type Town } from './isolation-people';
import { Probes } from './isolation-probes';
import { differences, Eyes, follow, pathsOf, type Followed, type Sight } from './isolation-sight';
import type { Chance } from './seeded';

const RENEW_AFTER_MS = 240_000;
const START_POSITION = '0'.repeat(20);

export interface Findings {
  readonly done: Record<string, number>;
  readonly faults: Record<string, number>;
}

export async function isolation(count: number, chance: Chance): Promise<Findings> {
  const installation = await throwAwayInstallation('isolation', { env: { TRUSTED_PROXIES: '127.0.0.1' } });
  try {
    const town = await twoWorkspaces(installation.origin);
    return await new Isolation(town, chance).run(count);
  } finally {
    await installation.remove();
  }
}

class Isolation {
  private readonly done = { sequences: 0, acts: 0, accepted: 0, refused: 0, readings: 0, probes: 0 };
  private readonly faults = { answersChanged: 0, newsHeard: 0, idsTold: 0 };
  private readonly own: Ids = noIds();
  private readonly foreign: Ids = noIds();
  private readonly acting: ActingWorkspace;
  private last = START_POSITION;
  private renewedAt = Date.now();

  constructor(
    private readonly town: Town,
    private readonly chance: Chance,
  ) {
    this.acting = new ActingWorkspace(town, this.own, this.foreign);
  }

  async run(count: number): Promise<Findings> {
    const { actors, readers, origin } = this.town;
    const paths = await pathsOf(origin);
    const probes = new Probes(this.town, paths);
    const eyes = [
      new Eyes(origin, paths, readers.owner),
      new Eyes(origin, paths, readers.auditor),
      new Eyes(origin, paths, readers.key),
      // What is said of somebody who is in A too changes with A; a browser is told of it in one place.
      new Eyes(origin, paths, readers.both, (path) => path.startsWith('/api/v1/account')),
      new Eyes(origin, paths, readers.browser, (path) => path === '/api/v1/account/workspaces'),
    ];
    const look = (): Promise<readonly Sight[]> => Promise.all(eyes.map((each) => each.look(this.last)));
    await this.learn(this.own, actors.owner, actors.member);
    await this.learn(this.foreign, readers.owner, readers.auditor);
    const before = await look();
    let live = await follow(origin, readers.owner);
    for (const sequence of sequences(count, this.chance.seed)) {
      live = await this.renewed(live);
      for (const act of sequence) await this.perform(act);
      this.own.lead.splice(0, Infinity, ...(await this.idsOf(actors.owner, 'leads')));
      const { probes: asked, told } = await probes.told(this.own, (max) => this.chance.between(0, Math.max(0, max - 1)));
      const changed = (await look()).flatMap((sight, index) => differences(before[index] ?? new Map(), sight));
      this.report(sequence, { told, changed, heard: live.heard.splice(0) });
      this.done.sequences += 1;
      this.done.probes += asked;
      this.done.readings += before.reduce((sum, { size }) => sum + size, 0);
    }
    live.stop();
    return { done: this.done, faults: this.faults };
  }

  private async perform(act: Act): Promise<void> {
    const { status, position, body } = await this.acting.perform(act);
    if (status >= 500) throw new Error(`${act.what} was answered ${String(status)}: ${JSON.stringify(body)}`);
    this.done.acts += 1;
    this.done[status < 300 ? 'accepted' : 'refused'] += 1;
    if (position !== null && position > this.last) this.last = position;
  }

  private report(sequence: readonly Act[], { told, changed, heard }: Readonly<Record<'told' | 'changed' | 'heard', readonly string[]>>): void {
    this.faults.idsTold += told.length;
    this.faults.answersChanged += changed.length;
    this.faults.newsHeard += heard.length;
    const lines = [...told, ...changed, ...heard];
    if (lines.length > 0) console.error([`After ${sequence.map(({ what }) => what).join(', ')}:`, ...lines.slice(0, 10)].join('\n  '));
  }

  private async renewed(live: Followed): Promise<Followed> {
    if (Date.now() - this.renewedAt < RENEW_AFTER_MS) return live;
    const { actors, readers, origin } = this.town;
    for (const actor of Object.values(actors) as readonly Caller[]) await actor.renew();
    for (const reader of Object.values(readers) as readonly Caller[]) {
      if (!(await reader.renew())) throw new Error(`The session of the ${reader.name} is over.`);
    }
    this.renewedAt = Date.now();
    live.stop();
    return follow(origin, readers.owner);
  }

  /** What there was before anybody acted; sessions in use are left out, so that who ends them can go on. */
  private async learn(ids: Ids, owner: Caller, other: Caller): Promise<void> {
    for (const kind of ['import', 'lead', 'invitation', 'browser', 'api-key'] as const) ids[kind].push(...(await this.idsOf(owner, `${kind}s`)));
    const members = await allOf<Member>(this.town.origin, owner.token(), '/api/v1/members?limit=100');
    ids.member.push(...members.map(({ accountId }) => accountId).filter((id) => id !== owner.accountId));
    for (const { token } of [owner, other]) {
      const sessions = await allOf<DeviceSession>(this.town.origin, token(), '/api/v1/account/sessions');
      ids.session.push(...sessions.filter(({ current }) => !current).map(({ id }) => id));
    }
  }

  private async idsOf(caller: Caller, list: string): Promise<string[]> {
    return (await allOf<Pick<LeadRow, 'id'>>(this.town.origin, caller.token(), `/api/v1/${list}?limit=100`)).map(({ id }) => id);
  }
}
