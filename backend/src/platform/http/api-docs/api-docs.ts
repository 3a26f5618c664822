import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { apiDocument } from './api-document';

/** The document of this application, made when somebody first asks for it. */
@Injectable()
export class ApiDocs {
  private app: INestApplication | null = null;
  private made: OpenAPIObject | null = null;

  /** The application cannot be injected, so it is handed over once it exists. */
  of(app: INestApplication): void {
    this.app = app;
  }

  document(): OpenAPIObject {
    if (this.app === null) throw new Error('The API reference was asked for before the application was configured');
    this.made ??= apiDocument(this.app);
    return this.made;
  }
}
