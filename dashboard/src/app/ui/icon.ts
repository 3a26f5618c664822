import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Drawn for this product on a grid of 24, stroke 1.75. */
const PATHS = {
  people: 'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.8 19.500c.5-3.3 2.9-5 6.2-5s5.7 1.7 6.2 5M15.8 5a3.3 3.3 0 0 1 0 6.200M18 14.900c1.9.7 3 2.3 3.3 4.6',
  import: 'M12 3.500v10.500M7.8 10.2 12 14.300l4.2-4.100M4 15.500v2.700a2.3 2.3 0 0 0 2.3 2.300h11.400a2.3 2.3 0 0 0 2.3-2.300v-2.7',
  browser:
    'M5.5 4.500h13A2.5 2.5 0 0 1 21 7v10a2.5 2.5 0 0 1-2.5 2.500h-13A2.5 2.5 0 0 1 3 17V7a2.5 2.5 0 0 1 2.5-2.500ZM3 9.300h18M6.3 6.900h.01M8.9 6.900h.01',
  search: 'M10.8 17.300a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.6 15.600l4.6 4.6',
  close: 'M6 6l12 12M18 6 6 18',
  up: 'M12 18.500v-13M6.5 11 12 5.500l5.5 5.5',
  down: 'M12 5.500v13M6.5 13l5.5 5.5 5.5-5.5',
  back: 'M18.5 12h-13M11 6.5 5.5 12l5.5 5.5',
  next: 'M9.5 6l6 6-6 6',
  unfold: 'M8 9.500l4-4 4 4M8 14.500l4 4 4-4',
  external: 'M13.5 4.500h6v6M19.3 4.7 11 13M10 5.500H6.500a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V14',
  copy: 'M10.5 8.500h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM5.5 15.300a1.8 1.8 0 0 1-1-1.600V6.500a2 2 0 0 1 2-2h7.200c.7 0 1.3.4 1.6 1',
  check: 'M5 12.8 9.6 17.3 19 7.3',
  alert: 'M12 8.800v4.400M12 16.500h.01M10.4 4.5 3 17.300a1.85 1.85 0 0 0 1.6 2.800h14.800a1.85 1.85 0 0 0 1.6-2.800L13.6 4.500a1.85 1.85 0 0 0-3.2 0Z',
  offline: 'M3.5 3.500l17 17M8.3 15.200a5.3 5.3 0 0 1 6.4-.8M5 11.600a10 10 0 0 1 4-2.300M13.2 8.600a10.2 10.2 0 0 1 5.9 3M12 19h.01',
  system: 'M5 4.500h14A1.5 1.5 0 0 1 20.5 6v9a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.500ZM9 20h6M12 16.500V20',
  sun: 'M12 15.800a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.600ZM12 2.800v1.700M12 19.500v1.700M2.8 12h1.700M19.5 12h1.700M5.5 5.500l1.2 1.200M17.3 17.300l1.2 1.200M5.5 18.500l1.2-1.200M17.3 6.700l1.2-1.2',
  moon: 'M20 14.300A8.3 8.3 0 0 1 9.7 4a8.3 8.3 0 1 0 10.3 10.300Z',
  leave: 'M14 4.500H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h7M10.5 12H20M16.5 8.3 20.2 12l-3.7 3.7',
  plus: 'M12 5v14M5 12h14',
  repeat: 'M19.8 11.300A7.9 7.9 0 0 0 5.7 7.200L4 9.500M4 4.500v5h5M4.2 12.700a7.9 7.9 0 0 0 14.1 4.100l1.7-2.300M20 19.500v-5h-5',
  lock: 'M7 10.500h10a1.8 1.8 0 0 1 1.8 1.800v6a1.8 1.8 0 0 1-1.8 1.800H7a1.8 1.8 0 0 1-1.8-1.800v-6A1.8 1.8 0 0 1 7 10.500ZM8.3 10.500V7.700a3.7 3.7 0 0 1 7.4 0v2.800',
  person: 'M12 11.800a3.7 3.7 0 1 0 0-7.400 3.7 3.7 0 0 0 0 7.400ZM4.8 19.800c.7-3.5 3.400-5.300 7.200-5.300s6.500 1.8 7.200 5.300',
  workspace:
    'M5 20V6.300A1.8 1.8 0 0 1 6.800 4.500h6.400A1.8 1.8 0 0 1 15 6.300V20M15 10h2.700A1.8 1.8 0 0 1 19.500 11.800V20M3.500 20h17M8.300 8.300h3.400M8.300 12h3.400M8.300 15.700h3.400',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  mail: 'M5 5.500h14a1.8 1.8 0 0 1 1.8 1.800v9.400a1.8 1.8 0 0 1-1.8 1.800H5a1.8 1.8 0 0 1-1.8-1.800V7.300A1.8 1.8 0 0 1 5 5.500ZM3.700 7.500 12 13.300l8.300-5.800',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative sign; the meaning is always in a text beside it. */
@Component({
  selector: 'lg-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-block;
      flex: none;
      width: 20px;
      height: 20px;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}
