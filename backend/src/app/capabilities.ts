/** The whole system on one screen: every capability's module, views and processes. A new capability adds its lines here and in views.ts. */
import type { DynamicModule, Type } from '@nestjs/common';
import path from 'node:path';
import { ImportLeadsModule, importLeadsProcesses } from '../capabilities/import-leads/import-leads.module';
import { MaintainLeadsModule } from '../capabilities/maintain-leads/maintain-leads.module';
import { ManageWorkspaceModule } from '../capabilities/manage-workspace/manage-workspace.module';
import { PASSWORD_COST } from '../capabilities/sign-in/sign-in-options';
import { SignInModule } from '../capabilities/sign-in/sign-in.module';
import { ProveHistoryModule } from '../capabilities/prove-history/prove-history.module';
import { MailModule } from '../platform/mail/mail.module';
import type { MailServer } from '../platform/mail/smtp';
import type { AnyProcess } from '../platform/processes/process';

export interface CapabilityOptions {
  readonly dataFolder: string;
  /** Public address of the installation. */
  readonly origin: string;
  /** log2 of the scrypt cost; tests take a small one. */
  readonly passwordCost?: number;
  /** Null or left out: no mail goes out. */
  readonly mail?: MailServer | null;
}

export const capabilityModules = ({ dataFolder, origin, passwordCost, mail }: CapabilityOptions): readonly (DynamicModule | Type)[] => [
  MailModule.register({ keyFolder: path.join(dataFolder, 'keys'), server: mail ?? null }),
  SignInModule.forRoot({ dataFolder, origin, secureCookie: origin.startsWith('https:'), passwordCost: passwordCost ?? PASSWORD_COST }),
  ManageWorkspaceModule.forRoot({ origin }),
  ImportLeadsModule,
  MaintainLeadsModule,
  ProveHistoryModule,
];

export { views } from './views';

export const processes: readonly AnyProcess[] = [...importLeadsProcesses];
