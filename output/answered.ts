/** Runs what asks for answers to its end; what the answering throws is thrown where it was asked, so that it can tidy up. */
export function answered<Q, A, T>(steps: Generator<Q, T, A>, answer: (request: Q) => A): T {
  let step = steps.next();
  while (step.done !== true) {
    let given: A;
    try {
      given = answer(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(given);
  }
  return step.value;
}
