/** Where the samples of an event stand, and which shape each part of them has. */
import type { EventDefinition, SubjectRole } from './envelope/definition';
import type { Kind } from './envelope/kind';

const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

/** Folder of an event relative to `src`, such as `lead/lead-recorded`. */
export const folderOf = (definition: EventDefinition): string => `${definition.category}/${kebab(definition.name)}`;

/** Folder of the samples of one version, relative to `src`. */
export const sampleFolderOf = (definition: EventDefinition): string => `${folderOf(definition)}/samples/v${String(definition.version)}`;

/** The fields of the clear part, or those that the key of one subject seals. */
export const shapeOf = (definition: EventDefinition, part: 'clear' | SubjectRole | (string & {})): Record<string, Kind<unknown>> =>
  Object.fromEntries(
    Object.entries(definition.fields).flatMap(([name, field]) => ((field.tag === 'clear' ? 'clear' : field.subject) === part ? [[name, field.kind]] : [])),
  );
