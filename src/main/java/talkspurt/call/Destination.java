package talkspurt.call;

/**
 * Where in the dialplan a caller is sent.
 *
 * @param text {@code context,extension,priority}, as Asterisk's {@code Goto} takes it
 */
public record Destination(String text) {

  private static final String PART = "[A-Za-z0-9_.*#+-]{1,80}";

  public Destination {
    if (!text.matches(PART + "," + PART + "," + PART)) {
      throw new IllegalArgumentException("destination must be context,extension,priority");
    }
  }
}
