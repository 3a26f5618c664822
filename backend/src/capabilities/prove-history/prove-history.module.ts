import { Module } from '@nestjs/common';
import { UnmaskLeadHandler } from './commands/unmask-lead';
import { UnmaskingsController } from './http/unmaskings.controller';

@Module({ controllers: [UnmaskingsController], providers: [UnmaskLeadHandler] })
export class ProveHistoryModule {}
