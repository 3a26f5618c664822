/** What other capabilities may ask of this one. */
export { ProveHistoryModule } from './prove-history.module';
