/** Dead letters that go back to their queue in a second: slow enough to stop when they fail again. SQS takes 1 to 500. */
export const REDRIVE_MESSAGES_PER_SECOND = 10;
