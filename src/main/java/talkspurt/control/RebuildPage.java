package talkspurt.control;

/** What came of the next page of calls that were to be made anew. */
public enum RebuildPage {
  /** There may be more. */
  WRITTEN,
  /** Nothing is left, or nothing was asked for. */
  DONE,
  /** Another process does it. */
  TAKEN
}
