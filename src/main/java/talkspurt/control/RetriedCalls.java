package talkspurt.control;

/**
 * What came of trying again what was set aside.
 *
 * @param calls how many calls were tried
 * @param left how much is set aside now
 */
public record RetriedCalls(long calls, long left) {}
