import { HttpProblem } from '../../../platform/http/http-problem';
import { NoWorkspace } from '../places';

/** Waits for something that opens or continues a session; somebody who is in no workspace is told so. */
export async function withWorkspace<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof NoWorkspace ? inNoWorkspace() : error;
  }
}

export const inNoWorkspace = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'no-workspace',
    title: 'You are in no workspace',
    detail: 'Your account was taken out of its last workspace; ask the owner of a workspace to invite you.',
  });
