import { StreamPlaces } from './stream-places';

describe('StreamPlaces', () => {
  it('has so many for each session, whatever another one takes', () => {
    const places = new StreamPlaces(2);
    const ofAda = [places.take('ada'), places.take('ada'), places.take('ada')];
    expect(ofAda.map((leave) => leave !== null)).toEqual([true, true, false]);
    expect(places.take('grace')).not.toBeNull();
  });

  it('gives a place to the next when one was given back', () => {
    const places = new StreamPlaces(2);
    const leave = places.take('ada');
    places.take('ada');
    leave?.();
    expect([places.take('ada') !== null, places.take('ada')]).toEqual([true, null]);
  });
});
