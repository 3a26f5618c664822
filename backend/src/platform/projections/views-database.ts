/** The view database: opened documents, one checkpoint per group, and the catalogue of live collections. All of it can be rebuilt. */
import type { Collection, Db } from 'mongodb';
import type { StoredDocument, ViewDocument } from './view';

/** Injects the Db of the views. */
export const VIEWS_DB = Symbol('ViewsDb');

/** How far a group has come, and who may fold it. */
export interface GroupDocument {
  /** Name of the group. */
  readonly _id: string;
  /** Every event up to here is in the live collections of the group. */
  readonly position: string;
  /** How many events of the log that were. */
  readonly events: number;
  /** Raised with every change of holder; a write by a former holder matches nothing. */
  readonly epoch: number;
  readonly holder: string | null;
  /** By the clock of the database. */
  readonly leaseUntil: Date;
  /** Somebody who wants the lease for a while; the holder hands it over between two batches. */
  readonly asker?: { readonly holder: string; readonly until: Date };
}

/** Which version of a view readers get. */
export interface CatalogueDocument {
  /** Name of the view. */
  readonly _id: string;
  readonly version: number;
}

export type ViewCollection = Collection<StoredDocument<ViewDocument>>;

export const groupsOf = (views: Db): Collection<GroupDocument> => views.collection<GroupDocument>('view_groups');
export const catalogueOf = (views: Db): Collection<CatalogueDocument> => views.collection<CatalogueDocument>('view_catalogue');

export const collectionName = (view: { readonly name: string; readonly version: number }): string => `${view.name}.v${String(view.version)}`;

export const viewCollection = (views: Db, name: string): ViewCollection =>
  views.collection<StoredDocument<ViewDocument>>(name, { ignoreUndefined: true, writeConcern: { w: 1 } });
