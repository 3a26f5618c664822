// What the background context hears from the browser. Listeners must be registered while the worker starts, not later.

const ALARM = 'outbox';
/** The browser fires alarms at most this often, and stops an idle worker after as long. */
const ALARM_MINUTES = 0.5;
const LONGEST_TIMER_MS = 25_000;

export const extensionVersion = (): string => chrome.runtime.getManifest().version;

export const openPanelOnClick = (): Promise<void> => chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });

/** Browser started, extension installed or updated, alarm rang, network returned. */
export function onWakeUp(listener: () => void): void {
  chrome.runtime.onStartup.addListener(listener);
  chrome.runtime.onInstalled.addListener(listener);
  chrome.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) listener();
  });
  self.addEventListener('online', listener);
}

/** A timer is precise but dies with the worker; the alarm outlives it, and is no more than a hint. */
export function wakeUpIn(listener: () => void): (ms: number | null) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (ms) => {
    clearTimeout(timer);
    if (ms === null) {
      void chrome.alarms.clear(ALARM);
      return;
    }
    void chrome.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
    if (ms < LONGEST_TIMER_MS) timer = setTimeout(listener, ms);
  };
}
