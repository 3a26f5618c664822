import type { Metadata } from '../../../../event-schemas/src/envelope/metadata';
import type { CommandContext } from '../decider/command-context';
import { countedId } from './counting-ids';

/** A context with every part fixed; a test names only the parts it is about. */
export const contextForTests = (parts: Partial<CommandContext> = {}): CommandContext => ({
  commandId: countedId(0xc),
  correlationId: countedId(0xd),
  causationId: null,
  workspaceId: countedId(0xa),
  actor: countedId(0xb),
  surface: 'extension',
  purpose: 'import',
  basis: 'legitimate-interest',
  source: 'sales-navigator',
  occurredAt: '2026-01-05T09:00:00.000Z',
  ...parts,
});

export const metadataForTests = (parts: Partial<Metadata> = {}): Metadata => ({ ...contextForTests(), ordinal: 0, retention: 'operational', ...parts });
