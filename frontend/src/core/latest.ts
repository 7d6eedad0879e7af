// Questions asked on every key: the newest answer wins, late answers to older questions are dropped.

export type Latest<Question> = {
  /** Asks now. Nothing happens with the answer when a newer question was asked meanwhile. */
  ask(question: Question): void;
  /** Forgets every question that is under way. */
  drop(): void;
};

/**
 * At most one question is under way; of those asked meanwhile only the newest is asked afterwards, so
 * that fast typing never queues up work.
 */
export function latest<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  settle: (answer: Answer, question: Question) => void,
  refuse: (thrown: unknown) => void = () => undefined,
): Latest<Question> {
  let era = 0;
  let busy = false;
  let next: { question: Question } | undefined;

  async function run(question: Question): Promise<void> {
    busy = true;
    const mine = era;
    try {
      const answer = await ask(question);
      if (mine === era) settle(answer, question);
    } catch (thrown) {
      if (mine === era && !next) refuse(thrown);
    }
    busy = false;
    const following = next;
    next = undefined;
    if (following) void run(following.question);
  }

  return {
    ask(question) {
      if (busy) next = { question };
      else void run(question);
    },
    drop() {
      era += 1;
      next = undefined;
    },
  };
}
