import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ApiDocsController } from './api-docs/api-docs.controller';
import { ProblemsController } from './api-docs/problems.controller';
import { ProblemFilter } from './problem-filter';
import { RouteTable } from './route-table';

@Module({
  imports: [DiscoveryModule],
  controllers: [ApiDocsController, ProblemsController],
  providers: [RouteTable, ProblemFilter],
  exports: [RouteTable, ProblemFilter],
})
export class HttpPlatformModule {}
