import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { RequestLimits, type LimitNumbers } from '../limits/request-limits';
import { secretFile } from '../sealing/secret-file';
import { accessTokenStrategy } from './access-token.strategy';
import { AccessTokens } from './access-tokens';
import { accessGuard } from './access.guard';
import { apiKeyStrategy } from './api-key.strategy';
import { ApiKeys } from './api-keys';
import { ContinuedAccess } from './continued-access';
import { OpenSessions } from './open-sessions';
import { RefreshTokens } from './refresh-tokens';
import { SessionFamilies } from './session-families';
import { Standings } from './standings';
import { TokenKeys } from './token-keys';

export interface IdentityOptions {
  /** Folder of the key files; made when missing. */
  readonly keyFolder: string;
  readonly limits: LimitNumbers;
}

const ACCESS_TOKEN_STRATEGY = Symbol('AccessTokenStrategy');
const API_KEY_STRATEGY = Symbol('ApiKeyStrategy');

@Module({})
export class IdentityModule implements OnModuleInit {
  constructor(private readonly families: SessionFamilies) {}

  onModuleInit(): Promise<void> {
    return this.families.prepare();
  }

  static forRoot({ keyFolder, limits }: IdentityOptions): DynamicModule {
    const accessToken = `access-token-${randomUUID()}`;
    const apiKey = `api-key-${randomUUID()}`;
    return {
      module: IdentityModule,
      global: true,
      imports: [JwtModule.register({}), PassportModule],
      providers: [
        { provide: TokenKeys, useFactory: () => new TokenKeys(keyFolder) },
        { provide: RefreshTokens, useFactory: () => new RefreshTokens(secretFile(path.join(keyFolder, 'refresh-tokens.key'))) },
        SessionFamilies,
        OpenSessions,
        Standings,
        ApiKeys,
        ContinuedAccess,
        AccessTokens,
        {
          provide: ACCESS_TOKEN_STRATEGY,
          inject: [TokenKeys, JwtService, OpenSessions, Standings],
          useFactory: (keys: TokenKeys, jwt: JwtService, sessions: OpenSessions, standings: Standings) =>
            accessTokenStrategy(accessToken, keys, jwt, sessions, standings),
        },
        {
          provide: API_KEY_STRATEGY,
          inject: [ApiKeys, Standings],
          useFactory: (keys: ApiKeys, standings: Standings) => apiKeyStrategy(apiKey, keys, standings),
        },
        {
          provide: APP_GUARD,
          inject: [Reflector],
          useFactory: (reflector: Reflector) => accessGuard([apiKey, accessToken], reflector, new RequestLimits(limits)),
        },
      ],
      exports: [AccessTokens, SessionFamilies, OpenSessions, RefreshTokens, Standings, ApiKeys, ContinuedAccess],
    };
  }
}
