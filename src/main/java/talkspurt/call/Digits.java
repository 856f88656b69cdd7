package talkspurt.call;

/** Keys the caller pressed, {@code 0-9 * # A-D}. Personal data: prints its length only. */
public record Digits(String keys) {

  public Digits {
    if (!keys.matches("[0-9*#A-D]*")) {
      throw new IllegalArgumentException("not DTMF digits");
    }
  }

  @Override
  public String toString() {
    return "Digits[" + keys.length() + "]";
  }
}
