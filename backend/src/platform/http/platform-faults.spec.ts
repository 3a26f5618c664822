import { MongoNetworkError, MongoServerError } from 'mongodb';
import { EventStoreUnavailable } from '../event-store/event-store';
import { problemOfFault } from './platform-faults';

describe('a fault of the platform', () => {
  it.each([
    ['the event store is away', new EventStoreUnavailable('away')],
    ['the connection to the database broke', new MongoNetworkError('reset')],
    ['the database shuts down', new MongoServerError({ code: 91, errmsg: 'The server is in quiesce mode' })],
    ['the database interrupts what it was doing because it shuts down', new MongoServerError({ code: 11600, errmsg: 'interrupted at shutdown' })],
    ['another member became primary', new MongoServerError({ code: 10107, errmsg: 'not primary' })],
  ])('asks to repeat the same request when %s', (_case, error) => {
    const { status, type, headers } = problemOfFault(error);
    expect({ status, type, headers }).toEqual({ status: 503, type: 'store-unavailable', headers: { 'Retry-After': '2' } });
  });

  it('says nothing about what it does not know', () => {
    const { status, type, detail } = problemOfFault(new MongoServerError({ code: 2, errmsg: 'bad value Ada Lovelace' }));
    expect([status, type, detail.includes('Ada')]).toEqual([500, 'fault', false]);
  });
});
