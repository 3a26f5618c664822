import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import path from 'node:path';
import { secretFile } from '../sealing/secret-file';
import { AccessTokenStrategy } from './access-token.strategy';
import { AccessTokens } from './access-tokens';
import { AccessGuard } from './access.guard';
import { OpenSessions } from './open-sessions';
import { RefreshTokens } from './refresh-tokens';
import { SessionFamilies } from './session-families';
import { TokenKeys } from './token-keys';

export interface IdentityOptions {
  /** Folder of the key files; made when missing. */
  readonly keyFolder: string;
}

@Module({})
export class IdentityModule implements OnModuleInit {
  constructor(private readonly families: SessionFamilies) {}

  onModuleInit(): Promise<void> {
    return this.families.prepare();
  }

  static forRoot({ keyFolder }: IdentityOptions): DynamicModule {
    return {
      module: IdentityModule,
      global: true,
      imports: [JwtModule.register({}), PassportModule],
      providers: [
        { provide: TokenKeys, useFactory: () => new TokenKeys(keyFolder) },
        { provide: RefreshTokens, useFactory: () => new RefreshTokens(secretFile(path.join(keyFolder, 'refresh-tokens.key'))) },
        SessionFamilies,
        OpenSessions,
        AccessTokens,
        AccessTokenStrategy,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessTokens, SessionFamilies, OpenSessions, RefreshTokens],
    };
  }
}
