import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ProblemFilter } from './problem-filter';
import { RouteTable } from './route-table';

@Module({ imports: [DiscoveryModule], providers: [RouteTable, ProblemFilter], exports: [RouteTable, ProblemFilter] })
export class HttpPlatformModule {}
