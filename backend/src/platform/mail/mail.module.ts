/** Mail to people. Needs the vault, the clock and the log of the application. */
import { Inject, Injectable, Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { Db } from 'mongodb';
import { LOG, type Log } from '../observability/log';
import { keysOf } from '../sealing/key-series';
import { VAULT_DB } from '../sealing/vault';
import { Clock } from '../time-and-ids/clock';
import { Ids } from '../time-and-ids/ids';
import { MailDelivery } from './mail-delivery';
import { MAIL_KEYS, mailBox, MailQueue } from './mail-queue';
import { Mailer } from './mailer';
import { Outbox } from './outbox';
import { OutboxController } from './outbox.controller';
import { QueuedMailer } from './queued-mailer';
import { smtp, type MailServer } from './smtp';

export interface MailOptions {
  /** Folder of the key files; the one that seals waiting mail is made when missing. */
  readonly keyFolder: string;
  /** Null: mail is kept for the owner, or dropped when it is secret. */
  readonly server: MailServer | null;
}

const DELIVERY = Symbol('MailDelivery');

@Injectable()
class MailLifetime implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly queue: MailQueue,
    @Inject(DELIVERY) private readonly delivery: MailDelivery | null,
  ) {}

  onModuleInit(): Promise<void> {
    return this.queue.prepare();
  }

  onApplicationBootstrap(): void {
    this.delivery?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.delivery?.stop();
  }
}

@Module({})
export class MailModule {
  static register({ keyFolder, server }: MailOptions): DynamicModule {
    return {
      module: MailModule,
      global: true,
      controllers: [OutboxController],
      providers: [
        {
          provide: MailQueue,
          inject: [VAULT_DB, Clock, Ids],
          useFactory: (vault: Db, clock: Clock, ids: Ids) => new MailQueue(vault, mailBox(keysOf(keyFolder, MAIL_KEYS)), clock, ids),
        },
        {
          provide: DELIVERY,
          inject: [MailQueue, LOG],
          useFactory: (queue: MailQueue, log: Log) => (server === null ? null : new MailDelivery({ queue, deliver: smtp(server), log })),
        },
        {
          provide: Mailer,
          inject: [MailQueue, DELIVERY],
          useFactory: (queue: MailQueue, delivery: MailDelivery | null) => new QueuedMailer(queue, delivery),
        },
        ...[Outbox, MailLifetime],
      ],
      exports: [Mailer, Outbox],
    };
  }
}
