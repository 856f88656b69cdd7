package talkspurt.control;

/** What is read in place of an event of a call that was erased. */
record ErasedEvent() {

  static final ErasedEvent ERASED = new ErasedEvent();
}
