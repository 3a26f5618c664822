/** A command line tool beside a running installation: the stores, no HTTP, no projections of its own. Its failures are one sentence. */
import 'reflect-metadata';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MongoError } from 'mongodb';
import { PlatformModule } from '../platform/platform.module';
import { ProjectionsModule } from '../platform/projections/projections.module';
import { ViewsToolError } from '../platform/projections/views-tool';
import { views } from './capabilities';
import type { Config } from './config';
import { readToolConfig } from './tool-config';

@Module({})
class ToolModule {
  static register(config: Config): DynamicModule {
    return {
      module: ToolModule,
      imports: [
        PlatformModule.register({ eventStoreUrl: config.eventStoreUrl, vaultUrl: config.vaultUrl, keysFolder: config.keyFolder }),
        ProjectionsModule.forReading({ viewsUrl: config.viewsUrl, views }),
      ],
    };
  }
}

/** Wrong use of a tool. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs and exits: 0 when `work` gives true, 1 when it gives false or fails, 2 after wrong use. */
export function runTool(work: (app: INestApplicationContext) => Promise<boolean>): void {
  run(work).then(
    (fine) => process.exit(fine ? 0 : 1),
    (error: unknown) => {
      const wrongUse = error instanceof UsageError || error instanceof ViewsToolError;
      // Messages of the database driver may hold values, and values may be personal.
      const known = error instanceof Error && !(error instanceof MongoError);
      process.stderr.write(`${known ? error.message : 'The database cannot be used; check that the installation runs.'}\n`);
      process.exit(wrongUse ? 2 : 1);
    },
  );
}

async function run(work: (app: INestApplicationContext) => Promise<boolean>): Promise<boolean> {
  const app = await NestFactory.create(ToolModule.register(readToolConfig(process.env)), { abortOnError: false, logger: false });
  await app.init();
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
