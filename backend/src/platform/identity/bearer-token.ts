import { ExtractJwt } from 'passport-jwt';

/** What stands in the Authorization header after `Bearer`, or null. */
export const bearerToken = ExtractJwt.fromAuthHeaderAsBearerToken();
