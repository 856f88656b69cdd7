package talkspurt.provider.mediastream;

/** A text that must not be seen. Prints stars only. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
