import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MEMBER_ROLES, type Member, type MemberRole } from '../../../../../event-schemas/src/http/members';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { RepeatableAct } from '../../platform/api/repeatable-act';
import { SessionStore } from '../../platform/api/session-store';
import { Acting } from '../../platform/loading/acting';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { asked } from '../../ui/confirm-dialog';
import { Icon } from '../../ui/icon';
import { Initials } from '../../ui/initials';
import { Notices } from '../../ui/notices';
import { prompted } from '../../ui/prompt-dialog';
import { When } from '../../ui/when';
import { WhenReady } from '../../ui/when-ready';
import { limitsAsked } from './limits-dialog';
import { PeopleApi } from './people.api';

const t = messages;

@Component({
  selector: 'lg-members-card',
  imports: [Icon, Initials, MatMenu, MatMenuItem, MatMenuTrigger, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './members-card.html',
  styleUrl: './people-list.scss',
})
export class MembersCard {
  private readonly api = inject(PeopleApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  private readonly permissions = inject(OwnPermissions);
  private readonly sessions = inject(SessionStore);
  protected readonly t = messages;
  protected readonly roles = MEMBER_ROLES.filter((role) => role !== 'owner');
  protected readonly acting = new Acting();
  protected readonly loaded = liveLoader(['members'], (ask) => this.api.members(ask));

  protected isMe({ accountId }: Member): boolean {
    return accountId === this.sessions.session()?.account.id;
  }

  /** The owner stays, and nobody changes their own place. */
  protected changeable(member: Member): boolean {
    return member.role !== 'owner' && !this.isMe(member) && this.permissions.may('manage-members');
  }

  protected async changeRole(member: Member, select: HTMLSelectElement): Promise<void> {
    const role = this.roles.find((known) => known === select.value) ?? member.role;
    const done = await this.act(member, () => this.api.change(member.accountId, { role }), t.members.isNow(member.displayName, t.members.roles[role]));
    if (!done) select.value = member.role;
  }

  protected async limits(member: Member): Promise<void> {
    const limits = await limitsAsked(this.dialog, member);
    if (limits !== null) await this.act(member, () => this.api.change(member.accountId, { limits }), t.members.limitsSet(member.displayName));
  }

  protected async suspend(member: Member): Promise<void> {
    const suspending = new RepeatableAct();
    await prompted(this.dialog, {
      heading: t.members.suspendTitle(member.displayName),
      sentence: t.members.suspendText,
      label: t.members.reason,
      kind: 'text',
      longest: 500,
      confirm: t.members.suspend,
      keep: t.states.cancel,
      missing: t.members.missingReason,
      danger: true,
      submit: (reason) => this.refusalOf(member, () => this.api.suspend(member.accountId, reason, suspending), t.members.isSuspended(member.displayName)),
    });
  }

  protected async lift(member: Member): Promise<void> {
    await this.act(member, () => this.api.lift(member.accountId), t.members.isLifted(member.displayName));
  }

  protected async remove(member: Member): Promise<void> {
    const question = {
      heading: t.members.removeTitle(member.displayName),
      sentence: t.members.removeText,
      confirm: t.members.remove,
      keep: t.states.cancel,
    };
    if (!(await asked(this.dialog, question))) return;
    await this.act(member, () => this.api.remove(member.accountId), t.members.isRemoved(member.displayName));
  }

  protected roleName(role: MemberRole): string {
    return t.members.roles[role];
  }

  private async act(member: Member, work: () => Promise<string | null>, said: string): Promise<boolean> {
    const refusal = await this.refusalOf(member, work, said);
    if (refusal !== null) this.notices.say(refusal);
    return refusal === null;
  }

  /** Null when it was done, and said. */
  private refusalOf(member: Member, work: () => Promise<string | null>, said: string): Promise<string | null> {
    return this.acting.refusalOf(member.accountId, async () => {
      this.loaded.refresh(await work());
      this.notices.say(said);
    });
  }
}
