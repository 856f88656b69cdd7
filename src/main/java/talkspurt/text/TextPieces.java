package talkspurt.text;

/**
 * Repairs a text that comes in pieces, as {@link OutsideText} does a whole one. A pair of surrogates
 * that was cut in two is put together again. Not thread-safe.
 */
public final class TextPieces {

  private String waiting = "";

  /** More of the text, repaired; half a pair at its end waits for the other half. */
  public String add(String more) {
    String all = waiting + more;
    int end = all.length();
    boolean half = end > 0 && Character.isHighSurrogate(all.charAt(end - 1));
    waiting = half ? all.substring(end - 1) : "";
    return OutsideText.repaired(half ? all.substring(0, end - 1) : all);
  }

  /** No more will come: what was left, repaired. */
  public String rest() {
    String rest = OutsideText.repaired(waiting);
    waiting = "";
    return rest;
  }
}
