import { bootstrapApplication } from '@angular/platform-browser';
import { applicationConfig } from './app/shell/application-config';
import { Root } from './app/shell/root';

bootstrapApplication(Root, applicationConfig).catch((fault: unknown) => console.error(fault));
