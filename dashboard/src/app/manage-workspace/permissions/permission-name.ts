import { messages } from '../../platform/messages/messages';

/** A permission in words; one that this page has no words for is shown by its own name. */
export function permissionName(permission: string): string {
  const names: Readonly<Record<string, string>> = messages.permissions.names;
  return names[permission] ?? permission;
}
