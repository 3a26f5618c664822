import { importProgress } from './views/import-progress';

export const importLeadsViews = [importProgress] as const;
