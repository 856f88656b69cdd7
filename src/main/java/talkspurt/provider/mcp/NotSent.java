package talkspurt.provider.mcp;

/** A message was not sent, so that nothing can have come of it. */
final class NotSent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotSent(String why) {
    super(why);
  }
}
