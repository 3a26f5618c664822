import { SetMetadata } from '@nestjs/common';
import type { HttpProblem } from '../http-problem';

export const REFUSALS = 'leadgen:refusals';
export const REPEATABLE = 'leadgen:repeatable';

/**
 * `@Refuses(() => [wrongPassword(), tooManyTries(60)])`: the answers "no" of this route alone, for the API reference. What comes from
 * who may call it, from its body, its query and its headers is known without this.
 */
export const Refuses = (problems: () => readonly HttpProblem[]): MethodDecorator => SetMetadata(REFUSALS, problems);

/**
 * The route gives the same answer to the same Idempotency-Key. `recorded`: it keeps the answers of seven days, and refuses the key for
 * another body; `renewed`: the key only saves what the request uses up from being used up by a lost answer.
 */
export const Repeatable = (how: 'recorded' | 'renewed'): MethodDecorator => SetMetadata(REPEATABLE, how);
