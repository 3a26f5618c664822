import { lead } from './views/lead';
import { leads } from './views/leads';

export const maintainLeadsViews = [leads, lead] as const;
