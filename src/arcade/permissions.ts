/** What viewers may do with the machine, beside holding its buttons: the host's to say. */

export const PERMISSIONS = ["reset", "save", "fast-forward"] as const;

/** `save` is to save into a slot, and to load one. */
export type Permission = (typeof PERMISSIONS)[number];

export function isPermission(name: string): name is Permission {
  return (PERMISSIONS as readonly string[]).includes(name);
}

/** Of some words those that are permissions, each once, in their own order. */
export function permissionsOf(names: readonly string[]): Permission[] {
  return PERMISSIONS.filter((permission) => names.includes(permission));
}
