import type { Db } from 'mongodb';
import { groupsOf } from '../projections/views-database';
import { instanceCollection } from './instance-store';
import type { AnyProcess } from './process';

/** Instances of other versions: the present version derives its own from the log. */
export async function dropFormerInstances(database: Db, process: Pick<AnyProcess, 'name' | 'version'>): Promise<void> {
  const prefix = `process.${process.name}.v`;
  for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray()) {
    if (!name.startsWith(prefix) || !/^\d+$/.test(name.slice(prefix.length)) || name === instanceCollection(database, process)) continue;
    await database.dropCollection(name);
    await groupsOf(database).deleteOne({ _id: name });
  }
}
