import { inject, Injectable } from '@angular/core';
import { MatSnackBar, MatSnackBarConfig } from '@angular/material/snack-bar';

/** A short sentence at the edge of the page, also read aloud. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly bar = inject(MatSnackBar);

  say(sentence: string): void {
    this.bar.open(sentence, undefined, Object.assign(new MatSnackBarConfig(), { duration: 5000 }));
  }
}
